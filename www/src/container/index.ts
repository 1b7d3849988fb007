// Containers: their layer, its changes, the shell and imports: what others may use of it. Its elements and texts are there once it is imported.

import "./container.css";
import "./motion.css";
import "./container-tab.css";
import "./terminal.css";
import "./container-bar.ts";
import "./container-log.ts";
import "./container-tab.ts";
import "./container-dialog.ts";
import "./import.ts";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { commands } from "./commands.ts";
import { listContainers } from "./container.state.ts";
import { containerPlace, containerSlab } from "./containers.ts";
import { importDrop, uploadDrop } from "./drop-into.ts";
import { en } from "./en.ts";
import { en as importEn } from "./import.en.ts";
import { ko as importKo } from "./import.ko.ts";
import { ko } from "./ko.ts";
import { lastStep } from "./log.state.ts";
import { followContainers } from "./motion.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en>, Readonly<typeof importEn> {}
}
addTexts(en, ko);
addTexts(importEn, importKo);

register({
  id: "container",
  keys: [
    {
      id: "container",
      name: "stack.container",
      label: "help.container",
      order: 50,
      keys: [["ContextMenu Shift+F10", "help.container.menu"]],
    },
  ],
  commands,
  elements: [
    { tag: "ls-container-dialog", place: "dialogs", order: 20 },
    { tag: "ls-import", place: "dialogs", order: 30 },
  ],
  parts: [
    { at: "stack.top", order: 10, render: containerPlace, uses: ({ containers, log }) => [containers, log.at(-1)] },
    { at: "stack.upper", order: 10, render: containerSlab },
    { at: "layer.upper", order: 10, render: () => html`<ls-container-tab></ls-container-tab>` },
    { at: "files.above", order: 10, render: () => html`<ls-container-bar></ls-container-bar>` },
    { at: "files.below", order: 10, render: () => html`<ls-container-log></ls-container-log>` },
  ],
  drops: [uploadDrop, importDrop],
  recent: lastStep,
  shown: listContainers,
  start: followContainers,
});
