// The overlay diagram's keyboard and pointer: from place to place, into a directory and up again.

import { select, setHeight } from "../app/actions.ts";
import { runOnPath } from "../app/dispatch.ts";
import { pressed } from "../app/keys.ts";
import type { Columns } from "./overlay.state.ts";
import { enterFolder } from "./overlay.state.ts";
import type { DiagramRow } from "./rows.ts";

/** The part of the diagram that the keyboard needs. Row 0 is the merged view, column -1 the layers. */
export type Walkable = {
  columns: Columns;
  rows: DiagramRow[];
  active: { row: number; column: number };
  page: number;
  go: (row: number, column: number) => void;
};

/** Where one part is seen at a time, a tap on a directory opens it instead of leading away to its details. */
const NARROW = matchMedia("(width < 720px)");

/** The next row that is a layer's, from a row upwards or downwards. */
function nextRow({ rows }: Walkable, row: number, step: 1 | -1) {
  for (let at = row + step; at >= 0 && at <= rows.length; at += step)
    if (at === 0 || rows[at - 1]?.type === "layer") return at;
  return row;
}

/** The layer of a row; null of the merged view. */
function layerOf({ rows }: Walkable, row: number) {
  const at = rows[row - 1];
  return at?.type === "layer" ? at.touch.layer : null;
}

function up({ columns }: Walkable) {
  const parent = columns.page?.parent ?? null;
  if (parent !== null) enterFolder(parent);
}

/** Chooses a place: its version, its name, or the height of its layer. `into`: a directory's name leads into it. */
function choose(diagram: Walkable, row: number, column: number, into: boolean) {
  const layer = layerOf(diagram, row);
  const name = diagram.columns.at(column);
  if (column < 0) {
    if (layer !== null) setHeight(layer);
  } else if (!name) return;
  else if (into && name.folder && layer === null) enterFolder(name.node);
  else if (layer === null || name.cells.some((cell) => cell.layer === layer)) select(name.node, layer);
}

export function diagramKey(diagram: Walkable) {
  return (event: KeyboardEvent) => {
    const key = pressed(event);
    const { active, columns, page } = diagram;
    const { row, column } = active;
    const last = columns.total - 1;
    const moves: Record<string, () => [number, number]> = {
      ArrowDown: () => [nextRow(diagram, row, 1), column],
      ArrowUp: () => [nextRow(diagram, row, -1), column],
      ArrowRight: () => [row, column + 1],
      ArrowLeft: () => [row, column - 1],
      PageDown: () => [row, column + page],
      PageUp: () => [row, Math.max(0, column - page)],
      Home: () => [row, 0],
      End: () => [row, last],
    };
    const to = moves[key];
    if (key === "Backspace" || (key === "ArrowLeft" && column < 0)) {
      if (!event.repeat) up(diagram);
    } else if (to) diagram.go(...to());
    else if (key === "Enter") choose(diagram, row, column, true);
    else if (key === "Space") choose(diagram, row, column, false);
    else {
      const at = columns.at(column);
      if (!at || !runOnPath(key, { node: at.node })) return;
    }
    event.preventDefault();
  };
}

function hit(event: MouseEvent) {
  const target = event.target as HTMLElement;
  const box = target.closest("[data-row]");
  if (!(box instanceof HTMLElement)) return null;
  return { row: Number(box.dataset.row), column: Number(box.dataset.column), target };
}

export function diagramClick(diagram: Walkable) {
  return (event: MouseEvent) => {
    const at = hit(event);
    if (!at) return;
    diagram.go(at.row, at.column);
    choose(diagram, at.row, at.column, NARROW.matches || at.target.closest(".od-into") !== null);
  };
}

export function diagramDoubleClick(diagram: Walkable) {
  return (event: MouseEvent) => {
    const at = hit(event);
    const name = at && diagram.columns.at(at.column);
    if (name?.folder && !NARROW.matches) enterFolder(name.node);
  };
}
