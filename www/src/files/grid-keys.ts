// The treegrid's keyboard, as the ARIA Authoring Practices describe it for rows.

import { expand, ignore, select } from "../state/actions.js";
import { editable } from "../state/container.js";
import { ACTS, beginHere } from "../state/containeracts.js";
import { followLink } from "../state/links.js";

import { store } from "../state/store.js";
import { pickUpload } from "./containerbar.js";

/** @import { Rows } from "../state/rows.js" */
/** @import { Row, RowsQuery } from "../pkg/layerscope.js" */

/**
 * What the keyboard needs of the grid.
 * @typedef {{ rows: Rows, active: number, page: number, question: RowsQuery, go: (index: number) => void }} Movable
 */

/** Right: open, or the first child. Left: close, or the parent. @param {Movable} grid @param {Row} row @param {boolean} right */
function sideways(grid, row, right) {
  const { active, rows } = grid;
  if (right && row.expandable && !row.expanded) expand(row.node, true);
  else if (right && row.expanded) grid.go(active + 1);
  else if (!right && row.expandable && row.expanded) expand(row.node, false);
  else if (!right) rows.parentOf(grid.question, active).then((parent) => parent >= 0 && grid.go(parent), ignore);
}

/** A letter that changes the container's files. @param {string} key @param {number} node the row's */
function changeKey(key, node) {
  if (!editable(store.state)) return false;
  const act = key === "Delete" ? "delete" : key === "F2" ? "rename" : ACTS.find((other) => other.key === key)?.act;
  if (!act) return false;
  select(node, null, false);
  if (act === "upload") pickUpload();
  else beginHere(act);
  return true;
}

/** @param {Movable} grid */
export function rowKey(grid) {
  return (/** @type {KeyboardEvent} */ event) => {
    // The head has buttons of its own.
    if (event.target instanceof Element && event.target.closest(".thead")) return;
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const { rows, active, page } = grid;
    const row = rows.at(active);
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.total - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) grid.go(to);
    else if (!row) return;
    else if (event.key === "ArrowRight") sideways(grid, row, true);
    else if (event.key === "ArrowLeft") sideways(grid, row, false);
    else if (event.key === "Enter") select(row.node);
    else if (event.key === "l") followLink(row.node);
    else if (event.key === " " && row.expandable) expand(row.node, !row.expanded);
    else if (event.key === "*")
      event.shiftKey && event.code === "NumpadMultiply" ? expand(0, true, true) : expand(row.node, true, true);
    else if (!changeKey(event.key, row.node)) return;
    event.preventDefault();
  };
}
