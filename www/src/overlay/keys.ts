// The overlay diagram's keyboard and pointer: from place to place, into a directory and up again.

import { select, setHeight } from "../state/actions.js";
import { enterFolder } from "../state/diagram.js";
import { followLink } from "../state/links.js";

/** @import { Columns } from "../state/diagram.js" */
/** @import { DiagramRow } from "./diagramrows.js" */

/**
 * What it needs of the diagram. Row 0 is the merged view, column -1 the layers.
 * @typedef {{ columns: Columns, rows: DiagramRow[], active: { row: number, column: number }, page: number, go: (row: number, column: number) => void }} Walkable
 */

/** Where one part is seen at a time, a tap on a directory opens it instead of leading away to its details. */
const NARROW = matchMedia("(width < 720px)");

/** The next row that is a layer's, from a row upwards or downwards. @param {Walkable} diagram @param {number} row @param {1 | -1} step */
function nextRow({ rows }, row, step) {
  for (let at = row + step; at >= 0 && at <= rows.length; at += step)
    if (at === 0 || rows[at - 1]?.type === "layer") return at;
  return row;
}

/** The layer of a row; null of the merged view. @param {Walkable} diagram @param {number} row */
function layerOf({ rows }, row) {
  const at = rows[row - 1];
  return at?.type === "layer" ? at.touch.layer : null;
}

/** @param {Walkable} diagram */
function up({ columns }) {
  const parent = columns.page?.parent ?? null;
  if (parent !== null) enterFolder(parent);
}

/**
 * Chooses a place: its version, its name, or the height of its layer. `into`: a directory's name leads into it.
 * @param {Walkable} diagram
 * @param {number} row
 * @param {number} column
 * @param {boolean} into
 */
function choose(diagram, row, column, into) {
  const layer = layerOf(diagram, row);
  const name = diagram.columns.at(column);
  if (column < 0) {
    if (layer !== null) setHeight(layer);
  } else if (!name) return;
  else if (into && name.folder && layer === null) enterFolder(name.node);
  else if (layer === null || name.cells.some((cell) => cell.layer === layer)) select(name.node, layer);
}

/** @param {Walkable} diagram */
export function diagramKey(diagram) {
  return (/** @type {KeyboardEvent} */ event) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const { active, columns, page } = diagram;
    const { row, column } = active;
    const last = columns.total - 1;
    /** @type {Record<string, () => [number, number]>} */
    const moves = {
      ArrowDown: () => [nextRow(diagram, row, 1), column],
      ArrowUp: () => [nextRow(diagram, row, -1), column],
      ArrowRight: () => [row, column + 1],
      ArrowLeft: () => [row, column - 1],
      PageDown: () => [row, column + page],
      PageUp: () => [row, Math.max(0, column - page)],
      Home: () => [row, 0],
      End: () => [row, last],
    };
    const to = moves[event.key];
    if (event.key === "Backspace" || (event.key === "ArrowLeft" && column < 0)) {
      if (!event.repeat) up(diagram);
    } else if (to) diagram.go(...to());
    else if (event.key === "Enter") choose(diagram, row, column, true);
    else if (event.key === " ") choose(diagram, row, column, false);
    else if (event.key === "l") {
      const name = columns.at(column);
      if (name) followLink(name.node);
    } else return;
    event.preventDefault();
  };
}

/** @param {MouseEvent} event */
function hit(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const box = target.closest("[data-row]");
  if (!(box instanceof HTMLElement)) return null;
  return { row: Number(box.dataset.row), column: Number(box.dataset.column), target };
}

/** @param {Walkable} diagram */
export function diagramClick(diagram) {
  return (/** @type {MouseEvent} */ event) => {
    const at = hit(event);
    if (!at) return;
    diagram.go(at.row, at.column);
    choose(diagram, at.row, at.column, NARROW.matches || at.target.closest(".od-into") !== null);
  };
}

/** @param {Walkable} diagram */
export function diagramDoubleClick(diagram) {
  return (/** @type {MouseEvent} */ event) => {
    const at = hit(event);
    const name = at && diagram.columns.at(at.column);
    if (name?.folder && !NARROW.matches) enterFolder(name.node);
  };
}
