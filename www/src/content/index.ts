// A version's content, its life, and versions compared: what others may use of it. Its elements and texts are there once it is imported.

import "./content.ts";
import "./compare.ts";
import "./sha256.ts";
import "./viewer.ts";
import { addTexts } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

export { copies } from "./copies.ts";
export { life } from "./life.ts";
export { absent } from "./no-content.ts";
export { contents, readable, shown } from "./versions.ts";
export { compareVersions, openContent } from "./viewer.state.ts";
