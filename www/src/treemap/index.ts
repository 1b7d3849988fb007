// The treemap: where the bytes come from: what others may use of it. Its elements and texts are there once it is imported.

import "./treemap.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

export { readColours } from "./colours.ts";
export { mapSvg, saveSvg, stackSvg } from "./save.ts";
export type { MapChoice } from "./treemap.state.ts";
export { mapQuery } from "./treemap.state.ts";
