// The treemap's keyboard and pointer: from cell to cell, into a directory and out again, to a path's details.

import { select } from "../state/actions.js";
import { zoomIn, zoomOut } from "../state/treemap.js";
import { boxAt, firstBox, neighbour } from "./maplayout.js";

/** @import { Treemap } from "../pkg/layerscope.js" */
/** @import { Box } from "./maplayout.js" */

/** What of the treemap is walked. @typedef {{ boxes: Box[], map: Treemap | null, active: Box | null, go: (box: Box | null) => void }} Walked */

/** A directory is gone into, a file's details are shown. @param {Treemap} map @param {Box} box */
export function enter(map, { cell, index }) {
  if ((cell.expandable || cell.node === null) && zoomIn(map, index)) return;
  if (cell.node !== null) select(cell.node);
}

/** @type {Record<string, "left" | "right" | "up" | "down">} */
const WAYS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** @param {Walked} walked */
export function mapKey(walked) {
  return (/** @type {KeyboardEvent} */ event) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const { boxes, map, active } = walked;
    if (!map) return;
    const way = WAYS[event.key];
    if (way) walked.go(active ? (neighbour(boxes, active, way) ?? active) : firstBox(boxes));
    else if (event.key === "Home") walked.go(firstBox(boxes));
    else if (event.key === "PageDown") walked.go(boxes.find(({ cell }) => cell.up === active?.index) ?? active);
    else if (event.key === "PageUp")
      walked.go(boxes.find(({ index, depth }) => depth > 0 && index === active?.cell.up) ?? active);
    else if (event.key === "Enter" && active) enter(map, active);
    else if (event.key === " " && active) {
      if (active.cell.node !== null) select(active.cell.node);
    } else if ((event.key === "Backspace" || event.key === "Escape") && map.parent !== null) {
      if (!event.repeat) zoomOut();
    } else return;
    event.preventDefault();
  };
}

/** The cell below the pointer. @param {Walked} walked @param {MouseEvent} event */
export function pointed({ boxes }, event) {
  const { left, top } = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
  return boxAt(boxes, event.clientX - left, event.clientY - top);
}

/** @param {Walked} walked */
export function mapClick(walked) {
  return (/** @type {MouseEvent} */ event) => {
    const box = pointed(walked, event);
    if (!box || !walked.map) return;
    walked.go(box);
    enter(walked.map, box);
  };
}
