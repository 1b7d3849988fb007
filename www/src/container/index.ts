// Containers: their layer, its changes, the shell and imports: what others may use of it. Its elements and texts are there once it is imported.

import "./container-bar.ts";
import "./container-log.ts";
import "./container-tab.ts";
import "./container-dialog.ts";
import "./container-menu.ts";
import "./import.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { en as importEn } from "./import.en.ts";
import { ko as importKo } from "./import.ko.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en>, Readonly<typeof importEn> {}
}
addTexts(en, ko);
addTexts(importEn, importKo);

export { ACTS, beginHere } from "./acts.ts";
export type { Asking, Happening, Offer } from "./container.state.ts";
export { offer } from "./container.state.ts";
export { pickUpload } from "./container-bar.ts";
export { containerPlace, containerSlab } from "./containers.ts";
export { importPlace, uploadDropped, uploadPlace } from "./drop-into.ts";
export { importTar } from "./import.state.ts";
export { followContainers } from "./motion.ts";
