// The stack of an image's layers: what others may use of it. Its elements and texts are there once it is imported.

import "./stack.css";
import "./stack.ts";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { commands } from "./commands.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { ENDING, saveStack } from "./save.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

register({
  id: "stack",
  keys: [
    {
      id: "layers",
      name: "stack.title",
      label: "help.layers",
      order: 20,
      keys: [
        ["↑ ↓", "help.height"],
        ["Home End", "help.ends"],
        ["Enter", "help.show"],
      ],
    },
  ],
  commands,
  elements: [{ tag: "ls-stack", place: "explore", order: 10 }],
  exports: [
    {
      id: "svg-stack",
      label: "export.svg-stack",
      text: "export.svg-stack.text",
      ending: ENDING,
      order: 80,
      run: saveStack,
    },
  ],
});

export { onlyRemoves } from "./slab.ts";
