// Several images: sharing, pull, what-if, comparing: what others may use of it. Its elements and texts are there once it is imported.

import "./what-if.css";
import "./images.css";
import "./narrow.css";
import "./images.ts";
import "./adding.ts";
import "./landed.ts";
import { register } from "../app/registry.ts";
import { store } from "../app/store.ts";
import { addTexts } from "../ui/i18n.ts";
import { en as aloneEn } from "./alone.en.ts";
import { ko as aloneKo } from "./alone.ko.ts";
import { commands, questions } from "./commands.ts";
import { door } from "./door.ts";
import { en } from "./en.ts";
import { addDropped } from "./images.state.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en>, Readonly<typeof aloneEn> {}
}
addTexts(en, ko);
addTexts(aloneEn, aloneKo);

register({
  id: "images",
  keys: [{ id: "images", name: "images.door", label: "images.door", order: 90 }],
  commands,
  commandsFor: questions,
  elements: [
    { tag: "ls-images", place: "explore", order: 50 },
    { tag: "ls-adding", place: "messages", order: 10 },
    { tag: "ls-landed", place: "messages", order: 20 },
  ],
  parts: [{ at: "header", order: 10, render: door }],
  drops: [
    {
      id: "join",
      order: 20,
      label: "images.drop",
      over: () => store.state.phase === "explore",
      take: addDropped,
    },
  ],
});
