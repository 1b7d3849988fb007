// Lines of a difference as rows of a table: one below the other, or what was removed beside what was added.

import { html, nothing } from "lit";
import type { TextComparison } from "../../pkg/layerscope.js";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { visible } from "../ui/plain.ts";

export type Line = TextComparison["hunks"][number]["lines"][number];

/** Characters of a line that are drawn. */
const CUT = 1000;
const SIGN = { same: " ", old: "−", new: "+" } as const;

function words(text: string) {
  const all = visible(text.replace(/\r?\n$/, ""));
  return all.length > CUT
    ? html`${all.slice(0, CUT)}<span class="mute"> ${t("content.more.cut", { n: number(all.length - CUT) })}</span>`
    : all;
}

const heard = (kind: Line["kind"]) =>
  kind === "same" ? nothing : html`<span class="sr">${t(`compare.${kind}`)} </span>`;

/** Removed and added lines beside each other. */
export function beside(lines: Line[]): { left: Line | null; right: Line | null }[] {
  const rows: { left: Line | null; right: Line | null }[] = [];
  let old: Line[] = [];
  let fresh: Line[] = [];
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

const no = (n: number | null) => (n === null ? "" : number(n));

export const unifiedRow = (
  line: Line,
) => html`<tr class=${line.kind}><td class="no">${no(line.oldLine)}</td><td class="no">${no(line.newLine)}</td>
  <td class="tx">${heard(line.kind)}<span class="sign" aria-hidden="true">${SIGN[line.kind]}</span>${words(line.text)}</td></tr>`;

export function besideRow({ left, right }: { left: Line | null; right: Line | null }) {
  const cell = (line: Line | null, which: "oldLine" | "newLine") =>
    line
      ? html`<td class=${`no ${line.kind}`}>${no(line[which])}</td><td class=${`tx ${line.kind}`}>${heard(line.kind)}${words(line.text)}</td>`
      : html`<td class="no void"></td><td class="tx void"></td>`;
  return html`<tr>${cell(left, "oldLine")}${cell(right, "newLine")}</tr>`;
}
