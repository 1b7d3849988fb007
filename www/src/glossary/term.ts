// A term in the page that leads to its meaning: a quiet button in the place of the word.

import { html } from "lit";
import { t } from "../ui/i18n.ts";
import { openGlossary } from "./glossary.ts";
import type { LinkedTerm } from "./linked.ts";

/** The word as a button that explains it. */
export const termLink = (term: LinkedTerm, word: string = t(`glossary.word.${term}`)) =>
  html`<button type="button" class="term" aria-haspopup="dialog" aria-label=${t("glossary.ask", { word })} @click=${() => openGlossary(term)}>${word}</button>`;

/** A sentence in which the word is such a button; the sentence as it is where the word does not occur. */
export function explained(term: LinkedTerm, sentence: string) {
  const word = t(`glossary.word.${term}`);
  const at = sentence.indexOf(word);
  if (at < 0) return sentence;
  return html`${sentence.slice(0, at)}${termLink(term, word)}${sentence.slice(at + word.length)}`;
}
