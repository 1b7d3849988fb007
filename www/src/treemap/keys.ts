// The treemap's keyboard and pointer: from cell to cell, into a directory and out again, to a path's details.

import type { Treemap } from "../../pkg/layerscope.js";
import { select } from "../app/actions.ts";
import { pressed } from "../app/keys.ts";
import type { Box } from "./layout.ts";
import { boxAt, firstBox, neighbour } from "./layout.ts";
import { zoomIn, zoomOut } from "./treemap.state.ts";

/** The part of the treemap that the keyboard needs. */
export type Walked = { boxes: Box[]; map: Treemap | null; active: Box | null; go: (box: Box | null) => void };

/** A directory is gone into, a file's details are shown. */
export function enter(map: Treemap, { cell, index }: Box) {
  if ((cell.expandable || cell.node === null) && zoomIn(map, index)) return;
  if (cell.node !== null) select(cell.node);
}

const WAYS: Record<string, "left" | "right" | "up" | "down"> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

export function mapKey(walked: Walked) {
  return (event: KeyboardEvent) => {
    const key = pressed(event);
    const { boxes, map, active } = walked;
    if (!map) return;
    const way = WAYS[key];
    if (way) walked.go(active ? (neighbour(boxes, active, way) ?? active) : firstBox(boxes));
    else if (key === "Home") walked.go(firstBox(boxes));
    else if (key === "PageDown") walked.go(boxes.find(({ cell }) => cell.up === active?.index) ?? active);
    else if (key === "PageUp")
      walked.go(boxes.find(({ index, depth }) => depth > 0 && index === active?.cell.up) ?? active);
    else if (key === "Enter" && active) enter(map, active);
    else if (key === "Space" && active) {
      if (active.cell.node !== null) select(active.cell.node);
    } else if ((key === "Backspace" || key === "Escape") && map.parent !== null) {
      if (!event.repeat) zoomOut();
    } else return;
    event.preventDefault();
  };
}

/** The cell below the pointer. */
export function pointed({ boxes }: Walked, event: MouseEvent) {
  const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return boxAt(boxes, event.clientX - left, event.clientY - top);
}

export function mapClick(walked: Walked) {
  return (event: MouseEvent) => {
    const box = pointed(walked, event);
    if (!box || !walked.map) return;
    walked.go(box);
    enter(walked.map, box);
  };
}
