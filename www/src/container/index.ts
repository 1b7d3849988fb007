// Containers: their layer, its changes, the shell and imports: what others may use of it. Its elements and texts are there once it is imported.

import "./container.css";
import "./motion.css";
import "./container-tab.css";
import "./terminal.css";
import "./container-bar.ts";
import "./container-log.ts";
import "./container-tab.ts";
import "./container-dialog.ts";
import "./container-menu.ts";
import "./import.ts";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { commands } from "./commands.ts";
import { en } from "./en.ts";
import { en as importEn } from "./import.en.ts";
import { ko as importKo } from "./import.ko.ts";
import { ko } from "./ko.ts";
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
  start: followContainers,
});

export { offer } from "./container.state.ts";
export { containerPlace, containerSlab } from "./containers.ts";
export { importPlace, uploadDropped, uploadPlace } from "./drop-into.ts";
export { importTar } from "./import.state.ts";
