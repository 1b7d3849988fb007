// The glossary: what others may use of it. Its element and texts are there once it is imported.

import "./glossary.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

export { openGlossary } from "./glossary.ts";
export { explained, termLink } from "./term.ts";
