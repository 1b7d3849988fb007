// The treegrid's mouse and touch: the triangle opens, a row is selected, a cell of the strip selects that version.

import type { Row } from "../../pkg/layerscope.js";
import { expand, select } from "../app/actions.ts";
import { offer } from "../app/path-menu.state.ts";
import { store } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import type { Rows } from "./rows.ts";

/** The part of the grid that a click needs. */
export type Clickable = { rows: Rows; active: number; requestUpdate: () => void };

/** Where one part is seen at a time, a tap on a directory opens it instead of leading away to its details. */
const NARROW = matchMedia("(width < 720px)");

function hit(grid: Clickable, event: MouseEvent): { row: Row; index: number; target: HTMLElement } | null {
  const target = event.target as HTMLElement;
  const element = target.closest("[data-index]");
  if (!(element instanceof HTMLElement)) return null;
  const index = Number(element.dataset.index);
  const row = grid.rows.at(index);
  return row && { row, index, target };
}

export function rowClick(grid: Clickable) {
  return (event: MouseEvent) => {
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

export function rowDoubleClick(grid: Clickable) {
  return (event: MouseEvent) => {
    const at = hit(grid, event);
    if (!at || NARROW.matches || at.target.closest(".twisty,.life")) return;
    if (at.row.expandable) expand(at.row.node, !at.row.expanded);
  };
}

/** The menu of what can be done with a row, where a container is shown. */
export function rowMenu(grid: Clickable) {
  return (event: MouseEvent) => {
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
