// Problems and findings in words: the sentence, the place, the consequence, the remedy. By kind, in the page's language.

import { html, nothing } from "lit";
import { number } from "../text/format.js";
import { has, t } from "../text/i18n.js";

/** @import { Finding } from "../pkg/layerscope.js" */
/** @import { PageProblem } from "../engine/problem.js" */

/** Kinds whose sentence has the expected and the found value in it, or for which they add nothing: `Kind::says_values` of src/error.rs. */
const SAID = new Set([
  "layer-count-mismatch",
  "history-mismatch",
  "foreign-layer",
  "encrypted-layer",
  "file-system-layer",
  "missing-member",
]);

/** The sentence of a problem in the page's language, and how often it holds. @param {PageProblem} problem */
export function wording(problem) {
  const key = `problem.${problem.kind}.what`;
  const sentence = has(key) ? t(key, problem) : problem.message;
  return problem.count !== null && problem.count > 1
    ? t("problem.times", { sentence, n: number(problem.count) })
    : sentence;
}

/** The remedy, or "". @param {PageProblem} problem */
export function advice(problem) {
  const key = `problem.${problem.kind}.try`;
  return has(key) ? t(key) : "";
}

/** The consequence of a kind for the person, or "". @param {string} kind */
export function consequence(kind) {
  const key = `problem.${kind}.means`;
  return has(key) ? t(key) : "";
}

/** The consequence of a finding, or what to do. @param {Finding} finding */
export const meaning = (finding) => consequence(finding.kind) || advice(finding);

/** Why a layer is not read, in a few words, or "". @param {PageProblem} problem */
export function why(problem) {
  const key = `problem.${problem.kind}.short`;
  return has(key) ? t(key, problem) : "";
}

/** Where it is: file, layer, member, path, byte. @param {PageProblem} problem */
export function place({ file, member, layer, byte, inLayer, path }) {
  const parts = [];
  if (file) parts.push(t("problem.file", { name: file }));
  if (layer !== null) parts.push(t("problem.layer", { n: layer + 1 }));
  if (path) parts.push(path);
  if (member) parts.push(t("problem.member", { name: member }));
  if (byte !== null) parts.push(t(inLayer ? "problem.byteInLayer" : "problem.byte", { n: number(byte) }));
  return parts.join(" · ");
}

/** Expected and found values and the decoder's own words. @param {PageProblem} problem */
export function particulars({ kind, detail, ...values }) {
  const { expected, found } = SAID.has(kind) ? { expected: null, found: null } : values;
  if (!expected && !found && !detail) return nothing;
  return html`<div class="particulars mono">
    ${expected ? html`<div>${t("problem.expected", { text: expected })}</div>` : nothing}
    ${found ? html`<div>${t("problem.found", { text: found })}</div>` : nothing}
    ${detail ? html`<div lang="en">${detail}</div>` : nothing}
  </div>`;
}
