// The treegrid's keyboard, as the ARIA Authoring Practices describe it for rows.

import type { Row, RowsQuery } from "../../pkg/layerscope.js";
import { expand, ignore, select } from "../app/actions.ts";
import { runOnPath } from "../app/dispatch.ts";
import { pressed } from "../app/keys.ts";
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

export function rowKey(grid: Movable) {
  return (event: KeyboardEvent) => {
    // The head has buttons of its own.
    if (event.target instanceof Element && event.target.closest(".thead")) return;
    const key = pressed(event);
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
    const to = moves[key];
    if (to !== undefined) grid.go(to);
    else if (!row) return;
    else if (key === "ArrowRight") sideways(grid, row, true);
    else if (key === "ArrowLeft") sideways(grid, row, false);
    else if (key === "Enter") select(row.node);
    else if (key === "Space" && row.expandable) expand(row.node, !row.expanded);
    else if (key === "*")
      event.shiftKey && event.code === "NumpadMultiply" ? expand(0, true, true) : expand(row.node, true, true);
    else if (!runOnPath(key, { node: row.node })) return;
    event.preventDefault();
  };
}
