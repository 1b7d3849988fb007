// The search of the files: field, form and query language: what others may use of it. Its elements and texts are there once it is imported.

import "./search.css";
import "./search.ts";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { commands } from "./commands.ts";
import { en } from "./en.ts";
import { queryHelp } from "./help.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

register({
  id: "search",
  keys: [
    {
      id: "search",
      name: "search.group",
      label: "help.inSearch",
      order: 10,
      keys: [
        ["Esc", "help.clear"],
        ["↓ Enter", "help.toResults"],
      ],
    },
  ],
  commands,
  help: [{ order: 20, render: queryHelp }],
});

export { setQuery, sortBy } from "./search.state.ts";
export { wrongWords } from "./search.ts";
