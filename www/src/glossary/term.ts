// A term in the page that leads to its meaning: a quiet button in the place of the word.

import { html } from "lit";
import type { LinkedTerm } from "../app/linked.ts";
import { t } from "../ui/i18n.ts";
import { openGlossary } from "./glossary.ts";

/** The word as a button that explains it. */
export const termButton = (term: LinkedTerm, word: string) =>
  html`<button type="button" class="term" aria-haspopup="dialog" aria-label=${t("glossary.ask", { word })} @click=${() => openGlossary(term)}>${word}</button>`;
