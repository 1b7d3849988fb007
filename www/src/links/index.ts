// Where links lead, step by step: what others may use of it. Its elements and texts are there once it is imported.

import "./links.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

export { followLink } from "./links.state.ts";
