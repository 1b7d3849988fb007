// Where the treemap's cells stand: squarified by d3-hierarchy, directories with a line for their name where it fits.

import type { Node } from "d3-hierarchy";
import { hierarchy, treemap } from "d3-hierarchy";
import type { Treemap, TreemapCell } from "../../pkg/layerscope.js";

/** `leaf`: nothing is drawn inside of it. */
export type Box = {
  cell: TreemapCell;
  index: number;
  depth: number;
  leaf: boolean;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
};

/** Height of a directory's name. */
export const HEAD = 17;

/** Room for a name? */
const named = ({ x0, x1, y0, y1, depth }: Node<unknown>) => depth > 0 && x1 - x0 > 44 && y1 - y0 > 40;

/** Parents stand before children, so that what is drawn later lies on top. */
export function layout({ cells }: Treemap, width: number, height: number): Box[] {
  if (cells.length === 0 || width < 2 || height < 2) return [];
  const below: number[][] = cells.map(() => []);
  cells.forEach(({ up }, index) => {
    below[up]?.push(index);
  });
  const root = hierarchy(0, (index) => below[index])
    .sum((index) => (below[index]?.length ? 0 : (cells[index]?.bytes ?? 0)))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.data - b.data);
  treemap()
    .size([width, height])
    .paddingInner(1)
    .paddingOuter((node) => (node.depth > 0 && node.x1 - node.x0 > 12 && node.y1 - node.y0 > 12 ? 2 : 0))
    .paddingTop((node) => (named(node) ? HEAD : node.depth > 0 && node.y1 - node.y0 > 12 ? 2 : 0))(root);
  const boxes: Box[] = [];
  root.eachBefore(({ data: index, depth, children, x0, y0, x1, y1 }) => {
    const cell = cells[index];
    if (cell) boxes.push({ cell, index, depth, leaf: !children, x0, y0, x1, y1 });
  });
  return boxes;
}

/** Of a directory with something in it: does its name stand above that? */
export const hasHead = ({ leaf, depth, x0, x1, y0, y1 }: Box) => !leaf && depth > 0 && x1 - x0 > 44 && y1 - y0 > 40;

/** The box at a point. */
export const boxAt = (boxes: Box[], x: number, y: number) =>
  boxes.findLast((box) => box.depth > 0 && x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1) ?? null;

/** Seen at all? */
const visible = ({ depth, x0, x1, y0, y1 }: Box) => depth > 0 && x1 - x0 >= 2 && y1 - y0 >= 2;

/** The largest cell: where the keyboard starts. */
export const firstBox = (boxes: Box[]) => boxes.find(({ depth, cell }) => depth === 1 && cell.bytes > 0) ?? null;

/** The next cell of the same level in a direction. An undivided cell of a higher level counts, too. */
export function neighbour(boxes: Box[], from: Box, to: "left" | "right" | "up" | "down") {
  const across = to === "left" || to === "right";
  const forward = to === "right" || to === "down";
  const [lo, hi] = across ? (["x0", "x1"] as const) : (["y0", "y1"] as const);
  const [side, end] = across ? (["y0", "y1"] as const) : (["x0", "x1"] as const);
  const middle = (from[side] + from[end]) / 2;
  let best = null;
  let least = Infinity;
  for (const box of boxes) {
    if (box === from || !visible(box) || !(box.depth === from.depth || (box.leaf && box.depth < from.depth))) continue;
    const away = forward ? box[lo] - from[hi] : from[lo] - box[hi];
    if (away < -0.5) continue;
    const beside = Math.max(0, box[side] - middle, middle - box[end]);
    const gap = Math.max(0, box[side] - from[end], from[side] - box[end]);
    const cost = away + beside * 0.5 + gap * 4;
    if (cost < least) {
      least = cost;
      best = box;
    }
  }
  return best;
}
