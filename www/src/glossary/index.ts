// The glossary. Its element and texts are there once it is imported.

import "./glossary.css";
import { html } from "lit";
import { register } from "../app/registry.ts";
import { addTexts, t } from "../ui/i18n.ts";
import { en } from "./en.ts";
import { openGlossary } from "./glossary.ts";
import { ko } from "./ko.ts";
import { termButton } from "./term.ts";

declare module "../ui/i18n.ts" {
  interface Texts extends Readonly<typeof en> {}
}
addTexts(en, ko);

const link = () =>
  html`<button type="button" class="link to-glossary" aria-haspopup="dialog" @click=${() => openGlossary()}>${t("glossary.title")}</button>`;

register({
  id: "glossary",
  commands: [{ id: "glossary.show", label: "glossary.title", group: "page", run: () => openGlossary() }],
  help: [{ order: 5, render: () => html`<section>${link()}</section>` }],
  elements: [{ tag: "ls-glossary", place: "dialogs", order: 10 }],
  parts: [{ at: "start", order: 10, render: () => html`<p>${link()}</p>` }],
  term: termButton,
});
