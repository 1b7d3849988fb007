// The problem state: what is wrong, where, what still works, what to try. And the same words for findings elsewhere.

import { html, nothing } from "lit";
import { openSample } from "../state/actions.js";
import { number } from "../text/format.js";
import { has, t } from "../text/i18n.js";
import { pick } from "./drop.js";
import { icons } from "./icons.js";
import { View } from "./view.js";

/** @import { Problem } from "../types.d.ts" */
/** @import { State } from "../state/store.js" */

/** What is wrong, in one sentence of the page's language. @param {Problem} problem */
export function wording(problem) {
  const key = `problem.${problem.kind}.what`;
  return has(key) ? t(key) : problem.message;
}

/** What could be done about it, or "". @param {Problem} problem */
export function advice(problem) {
  const key = `problem.${problem.kind}.try`;
  return has(key) ? t(key) : "";
}

/** Where it is: file, member, layer, byte. @param {Problem} problem */
export function place({ file, member, layer, byte, inLayer }) {
  const parts = [];
  if (file) parts.push(t("problem.file", { name: file }));
  if (member) parts.push(t("problem.member", { name: member }));
  if (layer !== null) parts.push(t("problem.layer", { n: layer + 1 }));
  if (byte !== null) parts.push(t(inLayer ? "problem.byteInLayer" : "problem.byte", { n: number(byte) }));
  return parts.join(" · ");
}

/** Expected and found values and the decoder's own words. @param {Problem} problem */
export function particulars({ wanted, found, detail }) {
  if (!wanted && !found && !detail) return nothing;
  return html`<div class="particulars mono">
    ${wanted ? html`<div>${t("problem.wanted", { text: wanted })}</div>` : nothing}
    ${found ? html`<div>${t("problem.found", { text: found })}</div>` : nothing}
    ${detail ? html`<div lang="en">${detail}</div>` : nothing}
  </div>`;
}

class ProblemState extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.phase, s.problem];
  }

  render() {
    const { phase, problem } = this.state;
    if (phase !== "problem" || !problem) return html``;
    const where = place(problem);
    const row = (/** @type {string} */ term, /** @type {unknown} */ text) =>
      text ? html`<div><dt>${term}</dt><dd>${text}</dd></div>` : nothing;
    return html`
      <div class="card bad">
        <h2>${icons.warning} ${t(problem.kind.startsWith("worker-") ? "problem.stopped" : "problem.title")}</h2>
        <p class="lead">${wording(problem)}</p>
        <dl>
          ${row(t("problem.where"), where)}
          ${row(t("problem.works"), t("problem.works.next"))}
          ${row(t("problem.try"), advice(problem))}
        </dl>
        ${particulars(problem)}
        <div class="doors">
          <button type="button" class="primary" @click=${pick}>${t("start.open")}</button>
          <button type="button" @click=${openSample}>${t("start.sample")}</button>
        </div>
      </div>`;
  }
}
customElements.define("ls-problem", ProblemState);
