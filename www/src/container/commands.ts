// The commands of containers: run, change, take back, commit, remove.

import { select } from "../app/actions.ts";
import type { Command } from "../app/feature.ts";
import { type State, store } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import { ACTS, actsOn, begin, beginHere } from "./acts.ts";
import { run, showContainer, step } from "./container.state.ts";
import { pickUpload } from "./container-bar.ts";
import { askCommit, askRemove, heightOf, runWords } from "./containers.ts";

const explore = ({ phase, beside }: Readonly<State>) => phase === "explore" && !beside;
/** A container is shown. */
const shown = (state: Readonly<State>) => explore(state) && !!state.image?.container;
/** Keys that name an act beside its letter. */
const NAMED: Partial<Record<string, string>> = { delete: "Delete", rename: "F2" };

/** The acts on a path: the one that the keyboard is on, else the selected one. */
const acts = ACTS.map(({ act, key, on }): Command => {
  const named = NAMED[act];
  return {
    id: `container.${act}`,
    label: `container.act.${act}`,
    group: "container",
    keys: named ? [key, named] : [key],
    where: "path",
    menu: true,
    danger: act === "delete",
    when: (state, at) =>
      shown(state) &&
      editable(state) &&
      (on === "any" || at !== undefined || state.selected !== null) &&
      (!at?.path || actsOn(at.path).some((other) => other.act === act)),
    run: (at) => {
      if (at) select(at.node, null, false);
      if (act === "upload") return pickUpload();
      return at?.path ? begin(act, at.path) : beginHere(act);
    },
  };
});

const steps = (what: "undo" | "redo") => (state: Readonly<State>) =>
  shown(state) && (state.image?.container?.[what] ?? 0) > 0;

export const commands: readonly Command[] = [
  {
    id: "container.run",
    label: () => runWords(store.state),
    group: "container",
    when: (state) => explore(state) && state.merged && state.opened?.form !== "rootfs",
    run: () => run(heightOf(store.state)),
  },
  ...acts,
  {
    id: "container.undo",
    label: "container.undo",
    group: "container",
    keys: ["Mod+z"],
    when: steps("undo"),
    run: () => step("undo"),
  },
  {
    id: "container.redo",
    label: "container.redo",
    group: "container",
    keys: ["Mod+Shift+z", "Mod+y"],
    when: steps("redo"),
    run: () => step("redo"),
  },
  { id: "container.commit", label: "container.commit", group: "container", when: shown, run: askCommit },
  {
    id: "container.reset",
    label: "container.reset",
    group: "container",
    when: (state) => shown(state) && (state.image?.container?.entries ?? 0) > 0,
    run: () => step("reset"),
  },
  { id: "container.remove", label: "container.remove", group: "container", when: shown, run: askRemove },
  {
    id: "container.imageAlone",
    label: "container.imageAlone.title",
    group: "container",
    when: shown,
    run: () => showContainer(null),
  },
];
