// A list of facts: term and value, rows without a value left out.

import { html, nothing } from "lit";

export function facts(rows: ([unknown, unknown] | null)[]) {
  return html`<dl class="facts">${rows.map((row) =>
    row === null || row[1] === null || row[1] === "" || row[1] === nothing
      ? nothing
      : html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`,
  )}</dl>`;
}
