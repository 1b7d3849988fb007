// The commands of the files: their shapes, which of them are shown, folding.

import { expand } from "../app/actions.ts";
import type { Command } from "../app/feature.ts";
import { labelText } from "../app/label.ts";
import { registry } from "../app/registry.ts";
import { inRows, setShape } from "../app/shape.state.ts";
import { type State, store } from "../app/store.ts";
import { setGhosts, setMode } from "./files.state.ts";

const MODES = ["merged", "layer", "changes"] as const;

const explore = ({ phase, beside }: Readonly<State>) => phase === "explore" && !beside;
/** Rows in folders are shown. */
const folders = (state: Readonly<State>) => explore(state) && inRows() && state.shape !== "list";
/** An image without layers has one mode. */
const modes = (state: Readonly<State>) => explore(state) && inRows() && state.opened?.form !== "rootfs";

/** A command for each shape and each mode that is not the chosen one. */
export function views(state: Readonly<State>): Command[] {
  if (!explore(state)) return [];
  const shapes = registry.shapes.map(
    ({ id, label }): Command => ({
      id: `files.shape.${id}`,
      label: (texts) => texts("command.view", { what: labelText(label, texts) }),
      group: "files",
      when: ({ shape }) => shape !== id,
      run: () => setShape(id),
    }),
  );
  const n = state.height + 1;
  const others = MODES.map(
    (mode): Command => ({
      id: `files.mode.${mode}`,
      label: (texts) => texts("command.view", { what: texts(`files.mode.${mode}`, { n }) }),
      group: "files",
      when: (now) => modes(now) && now.mode !== mode,
      run: () => setMode(mode),
    }),
  );
  return [...shapes, ...others];
}

export const commands: readonly Command[] = [
  {
    id: "files.ghosts",
    label: (texts) => texts(store.state.ghosts ? "files.ghosts.hide" : "files.ghosts"),
    group: "files",
    when: (state) => modes(state) && state.mode === "merged",
    run: () => setGhosts(!store.state.ghosts),
  },
  { id: "files.expand", label: "files.expandAll", group: "files", when: folders, run: () => expand(0, true, true) },
  {
    id: "files.collapse",
    label: "files.collapseAll",
    group: "files",
    when: folders,
    run: () => expand(0, false, true),
  },
];
