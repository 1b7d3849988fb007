// The search of the files: field, form and query language: what others may use of it. Its elements and texts are there once it is imported.

import "./search.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

export { queryHelp } from "./help.ts";
export { sortBy } from "./search.state.ts";
export { wrongWords } from "./search.ts";
