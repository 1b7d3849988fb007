// What stands around the treegrid's rows: the columns, with buttons that sort by them, and words where there are no rows.

import { html, nothing } from "lit";
import { sortBy } from "../state/search.js";
import { t } from "../text/i18n.js";
import { icons } from "./icons.js";

/** @import { Sort } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

export const COLUMNS = /** @type {const} */ (["name", "size", "modeColumn", "owner", "time", "life"]);
/** @type {Partial<Record<(typeof COLUMNS)[number], Sort>>} */
const SORTS = { name: "name", size: "size", time: "time", life: "layer" };

/** The cells of the head. @param {Readonly<State>} state */
export function gridHead({ sort: now, reverse }) {
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

/** Why there is no row. @param {Readonly<State>} state @param {boolean} known the core has answered */
export function whyEmpty({ query, merged, mode }, known) {
  if (known && query) return t("search.none");
  return known && merged ? t(`files.nothing.${mode}`) : t("files.reading");
}
