// Several images: sharing, pull, what-if, comparing: what others may use of it. Its elements and texts are there once it is imported.

import "./what-if.css";
import "./images.css";
import "./narrow.css";
import "./images.ts";
import "./adding.ts";
import "./landed.ts";
import { register } from "../app/registry.ts";
import { addTexts } from "../ui/i18n.ts";
import { commands, questions } from "./commands.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

register({
  id: "images",
  keys: [{ id: "images", name: "images.door", label: "images.door", order: 90 }],
  commands,
  commandsFor: questions,
});

export { addArchives, addOrImport, closeImages, showImages } from "./images.state.ts";
