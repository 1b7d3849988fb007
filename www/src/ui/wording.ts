// Problems and findings in words: the sentence, the place, the consequence, the remedy. By kind, in the page's language.

import { html, nothing } from "lit";
import type { Finding } from "../../pkg/layerscope.js";
import type { PageProblem } from "../core/problem.ts";
import { number } from "./format.ts";
import { t, textOf } from "./i18n.ts";

/** The sentence of a problem in the page's language, and how often it holds. */
export function wording(problem: PageProblem) {
  const key = `problem.${problem.kind}.what`;
  const sentence = textOf(key, problem) ?? problem.message;
  return problem.count !== null && problem.count > 1
    ? t("problem.times", { sentence, n: number(problem.count) })
    : sentence;
}

/** The remedy, or "". */
export function advice(problem: PageProblem) {
  const key = `problem.${problem.kind}.try`;
  return textOf(key) ?? "";
}

/** The consequence of a kind for the person, or "". */
export function consequence(kind: string) {
  const key = `problem.${kind}.means`;
  return textOf(key) ?? "";
}

/** The consequence of a finding, or what to do. */
export const meaning = (finding: Finding) => consequence(finding.kind) || advice(finding);

/** Why a layer is not read, in a few words, or "". */
export function why(problem: PageProblem) {
  const key = `problem.${problem.kind}.short`;
  return textOf(key, problem) ?? "";
}

/** Where it is: file, layer, member, path, byte. */
export function place({ file, member, layer, byte, inLayer, path }: PageProblem) {
  const parts = [];
  if (file) parts.push(t("problem.file", { name: file }));
  if (layer !== null) parts.push(t("problem.layer", { n: layer + 1 }));
  if (path) parts.push(path);
  if (member) parts.push(t("problem.member", { name: member }));
  if (byte !== null) parts.push(t(inLayer ? "problem.byteInLayer" : "problem.byte", { n: number(byte) }));
  return parts.join(" · ");
}

/** Expected and found values and the decoder's own words. */
export function particulars({ saysValues, detail, ...values }: PageProblem) {
  const { expected, found } = saysValues ? { expected: null, found: null } : values;
  if (!expected && !found && !detail) return nothing;
  return html`<div class="particulars mono">
    ${expected ? html`<div>${t("problem.expected", { text: expected })}</div>` : nothing}
    ${found ? html`<div>${t("problem.found", { text: found })}</div>` : nothing}
    ${detail ? html`<div lang="en">${detail}</div>` : nothing}
  </div>`;
}
