// Several images: sharing, pull, what-if, comparing: what others may use of it. Its elements and texts are there once it is imported.

import "./images.ts";
import "./adding.ts";
import "./landed.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

export type { Comparing, Landed, Question } from "./images.state.ts";
export { addArchives, addOrImport, closeImages, showImages } from "./images.state.ts";
