// The details' tabs on image, layer, file, archive and findings: what others may use of it. Its elements and texts are there once it is imported.

import "./archive-tab.ts";
import "./file-tab.ts";
import "./findings-tab.ts";
import "./image-tab.ts";
import "./layer-tab.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);
