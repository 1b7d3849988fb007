// The treegrid's keyboard, as the ARIA Authoring Practices describe it for rows.

import type { Row, RowsQuery } from "../../pkg/layerscope.js";
import { expand, ignore, select } from "../app/actions.ts";
import { store } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import { ACTS, beginHere, pickUpload } from "../container/index.ts";
import { followLink } from "../links/index.ts";
import type { Rows } from "./rows.ts";

/** The part of the grid that the keyboard needs. */
export type Movable = { rows: Rows; active: number; page: number; question: RowsQuery; go: (index: number) => void };

/** Right: open, or the first child. Left: close, or the parent. */
function sideways(grid: Movable, row: Row, right: boolean) {
  const { active, rows } = grid;
  if (right && row.expandable && !row.expanded) expand(row.node, true);
  else if (right && row.expanded) grid.go(active + 1);
  else if (!right && row.expandable && row.expanded) expand(row.node, false);
  else if (!right) rows.parentOf(grid.question, active).then((parent) => parent >= 0 && grid.go(parent), ignore);
}

/**
 * A letter that changes the container's files.
 * @param node the row's
 */
function changeKey(key: string, node: number) {
  if (!editable(store.state)) return false;
  const act = key === "Delete" ? "delete" : key === "F2" ? "rename" : ACTS.find((other) => other.key === key)?.act;
  if (!act) return false;
  select(node, null, false);
  if (act === "upload") pickUpload();
  else beginHere(act);
  return true;
}

export function rowKey(grid: Movable) {
  return (event: KeyboardEvent) => {
    // The head has buttons of its own.
    if (event.target instanceof Element && event.target.closest(".thead")) return;
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const { rows, active, page } = grid;
    const row = rows.at(active);
    const moves: Record<string, number> = {
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
