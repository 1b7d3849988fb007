// Where links lead, step by step: what others may use of it. Its elements and texts are there once it is imported.

import "./links.css";
import "./links.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { store } from "../app/store.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { followLink } from "./links.state.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

register({
  id: "links",
  parts: [
    {
      at: "file",
      order: 10,
      render: (_, about) => html`<ls-links .path=${about?.path} .version=${about?.version}></ls-links>`,
    },
  ],
  commands: [
    {
      id: "links.follow",
      label: "links.follow",
      group: "files",
      keys: ["l"],
      where: "path",
      when: ({ phase, beside, selected }, at) =>
        phase === "explore" && !beside && (at !== undefined || selected !== null),
      run: (at) => followLink(at?.node ?? store.state.selected?.node ?? 0),
    },
  ],
});

export { followLink } from "./links.state.ts";
