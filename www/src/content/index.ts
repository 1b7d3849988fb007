// A version's content, its life, and versions compared: what others may use of it. Its elements and texts are there once it is imported.

import "./difference.css";
import "./content.css";
import "./content.ts";
import "./compare.ts";
import "./sha256.ts";
import "./viewer.ts";
import { register } from "../app/registry.ts";
import type { State } from "../app/store.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { compareVersions, openContent } from "./viewer.state.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

/** A path is selected, whose content may be looked at. */
const selected = ({ phase, beside, selected: path }: Readonly<State>) =>
  phase === "explore" && !beside && path !== null;

register({
  id: "content",
  keys: [
    {
      id: "content",
      name: "content.title",
      label: "help.content",
      order: 80,
      keys: [
        ["n p", "help.content.changes"],
        ["Esc", "help.content.close"],
      ],
    },
  ],
  elements: [{ tag: "ls-viewer", place: "explore", order: 40 }],
  commands: [
    { id: "content.open", label: "content.show", group: "content", when: selected, run: openContent },
    {
      id: "content.compare",
      label: "content.compareVersions",
      group: "content",
      when: selected,
      run: () => compareVersions(),
    },
  ],
});

export { copies } from "./copies.ts";
export { life } from "./life.ts";
export { absent } from "./no-content.ts";
export { contents, readable, shown } from "./versions.ts";
export { compareVersions, openContent } from "./viewer.state.ts";
