// A term in the page that leads to its meaning, where the glossary is there to give it; else its plain word.

import { html } from "lit";
import { t } from "../ui/i18n.ts";
import type { LinkedTerm } from "./linked.ts";
import { registry } from "./registry.ts";

/** The word, led to its meaning. */
export const termLink = (term: LinkedTerm, word: string = t(`term.${term}`)): unknown => registry.term(term, word);

/** A sentence in which the word is led to its meaning; the sentence as it is where the word does not occur. */
export function explained(term: LinkedTerm, sentence: string) {
  const word = t(`term.${term}`);
  const at = sentence.indexOf(word);
  if (at < 0) return sentence;
  return html`${sentence.slice(0, at)}${termLink(term, word)}${sentence.slice(at + word.length)}`;
}
