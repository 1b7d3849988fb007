// The glossary: what others may use of it. Its element and texts are there once it is imported.

import "./glossary.css";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts, t } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { openGlossary } from "./glossary.ts";
import { ko } from "./ko.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

const link = () =>
  html`<section><button type="button" class="link to-glossary" aria-haspopup="dialog" @click=${() => openGlossary()}>${t("glossary.title")}</button></section>`;

register({
  id: "glossary",
  commands: [{ id: "glossary.show", label: "glossary.title", group: "page", run: () => openGlossary() }],
  help: [{ order: 5, render: link }],
});

export { openGlossary } from "./glossary.ts";
export { explained, termLink } from "./term.ts";
