// The treegrid's mouse and touch: the triangle opens, a row is selected, a cell of the strip selects that version.

import { expand, select } from "../state/actions.js";

/** @import { Row } from "../types.d.ts" */
/** @import { Rows } from "../state/rows.js" */

/** What a click needs of the grid. @typedef {{ rows: Rows, active: number, requestUpdate: () => void }} Clickable */

/** Where one part is seen at a time, a tap on a directory opens it instead of leading away to its details. */
const NARROW = matchMedia("(width < 720px)");

/** @param {Clickable} grid @param {MouseEvent} event @returns {{ row: Row, index: number, target: HTMLElement } | null} */
function hit(grid, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const element = target.closest("[data-index]");
  if (!(element instanceof HTMLElement)) return null;
  const index = Number(element.dataset.index);
  const row = grid.rows.at(index);
  return row && { row, index, target };
}

/** @param {Clickable} grid */
export function rowClick(grid) {
  return (/** @type {MouseEvent} */ event) => {
    const at = hit(grid, event);
    if (!at) return;
    const { row, index, target } = at;
    grid.active = index;
    if (target.closest(".twisty") && row.expandable) expand(row.node, !row.expanded);
    else if (row.expandable && NARROW.matches && !target.closest(".life")) {
      expand(row.node, !row.expanded);
      select(row.node, null, false);
    } else select(row.node, target.dataset.layer === undefined ? null : Number(target.dataset.layer));
    grid.requestUpdate();
  };
}

/** @param {Clickable} grid */
export function rowDoubleClick(grid) {
  return (/** @type {MouseEvent} */ event) => {
    const at = hit(grid, event);
    if (!at || NARROW.matches || at.target.closest(".twisty,.life")) return;
    if (at.row.expandable) expand(at.row.node, !at.row.expanded);
  };
}
