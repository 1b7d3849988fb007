// The texts of the page around its features.

import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";
import { en as paletteEn } from "./palette/en.ts";
import { ko as paletteKo } from "./palette/ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en>, Readonly<typeof paletteEn> {}
}
addTexts(en, ko);
addTexts(paletteEn, paletteKo);
