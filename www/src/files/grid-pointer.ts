// The treegrid's mouse and touch: the triangle opens, a row is selected, a cell of the strip selects that version.

import { expand, select } from "../state/actions.js";
import { editable, offer } from "../state/container.js";
import { store } from "../state/store.js";

/** @import { Row } from "../pkg/layerscope.js" */
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
    const change = target.closest(".change");
    if (change) {
      const { left, bottom } = change.getBoundingClientRect();
      select(row.node, null, false);
      offer(row.node, left, bottom);
    } else if (target.closest(".twisty") && row.expandable) expand(row.node, !row.expanded);
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

/** The menu of what can be done with a row, where a container is shown. @param {Clickable} grid */
export function rowMenu(grid) {
  return (/** @type {MouseEvent} */ event) => {
    const at = hit(grid, event);
    if (!at || !editable(store.state)) return;
    event.preventDefault();
    grid.active = at.index;
    select(at.row.node, null, false);
    const { left, bottom } = at.target.getBoundingClientRect();
    // From the keyboard it has no place of its own.
    offer(at.row.node, event.button === 2 ? event.clientX : left + 24, event.button === 2 ? event.clientY : bottom);
    grid.requestUpdate();
  };
}
