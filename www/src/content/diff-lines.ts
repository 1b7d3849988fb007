// Lines of a difference as rows of a table: one below the other, or what was removed beside what was added.

import { html, nothing } from "lit";
import { number } from "../text/format.js";
import { t } from "../text/i18n.js";
import { visible } from "../text/plain.js";

/** @import { TextComparison } from "../pkg/layerscope.js" */

/** @typedef {TextComparison["hunks"][number]["lines"][number]} Line */

/** Characters of a line that are drawn. */
const CUT = 1000;
const SIGN = /** @type {const} */ ({ same: " ", old: "−", new: "+" });

/** @param {string} text */
function words(text) {
  const all = visible(text.replace(/\r?\n$/, ""));
  return all.length > CUT
    ? html`${all.slice(0, CUT)}<span class="mute"> ${t("content.more.cut", { n: number(all.length - CUT) })}</span>`
    : all;
}

const heard = (/** @type {Line["kind"]} */ kind) =>
  kind === "same" ? nothing : html`<span class="sr">${t(`compare.${kind}`)} </span>`;

/** Removed and added lines beside each other. @param {Line[]} lines @returns {{ left: Line | null, right: Line | null }[]} */
export function beside(lines) {
  /** @type {{ left: Line | null, right: Line | null }[]} */
  const rows = [];
  /** @type {Line[]} */
  let old = [];
  /** @type {Line[]} */
  let fresh = [];
  const flush = () => {
    for (let i = 0; i < Math.max(old.length, fresh.length); i++)
      rows.push({ left: old[i] ?? null, right: fresh[i] ?? null });
    old = [];
    fresh = [];
  };
  for (const line of lines) {
    if (line.kind === "old") old.push(line);
    else if (line.kind === "new") fresh.push(line);
    else {
      flush();
      rows.push({ left: line, right: line });
    }
  }
  flush();
  return rows;
}

const no = (/** @type {number | null} */ n) => (n === null ? "" : number(n));

/** @param {Line} line */
export const unifiedRow = (
  line,
) => html`<tr class=${line.kind}><td class="no">${no(line.oldLine)}</td><td class="no">${no(line.newLine)}</td>
  <td class="tx">${heard(line.kind)}<span class="sign" aria-hidden="true">${SIGN[line.kind]}</span>${words(line.text)}</td></tr>`;

/** @param {{ left: Line | null, right: Line | null }} row */
export function besideRow({ left, right }) {
  const cell = (/** @type {Line | null} */ line, /** @type {"oldLine" | "newLine"} */ which) =>
    line
      ? html`<td class=${`no ${line.kind}`}>${no(line[which])}</td><td class=${`tx ${line.kind}`}>${heard(line.kind)}${words(line.text)}</td>`
      : html`<td class="no void"></td><td class="tx void"></td>`;
  return html`<tr>${cell(left, "oldLine")}${cell(right, "newLine")}</tr>`;
}
