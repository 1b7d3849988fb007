// What stands around the treegrid's rows: the columns, with buttons that sort by them, and words where there are no rows.

import { html, nothing } from "lit";
import type { Sort } from "../../pkg/layerscope.js";
import type { State } from "../app/store.ts";
import { sortBy } from "../search/index.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";

export const COLUMNS = ["name", "size", "modeColumn", "owner", "time", "life"] as const;
const SORTS: Partial<Record<(typeof COLUMNS)[number], Sort>> = {
  name: "name",
  size: "size",
  time: "time",
  life: "layer",
};

/** The cells of the head. */
export function gridHead({ sort: now, reverse }: Readonly<State>) {
  return COLUMNS.map((column, i) => {
    const sort = SORTS[column];
    const here = sort === now;
    const order = here ? (reverse ? "descending" : "ascending") : sort ? "none" : nothing;
    const title = t(`files.${column}`);
    return html`<div role="columnheader" aria-colindex=${i + 1} class=${column} aria-sort=${order}>${
      sort
        ? html`<button type="button" class=${here ? "sort here" : "sort"} title=${t(`sort.${sort}`)} @click=${() => sortBy(sort)}><span>${title}</span>${here ? (reverse ? icons.down : icons.up) : nothing}</button>`
        : title
    }</div>`;
  });
}
