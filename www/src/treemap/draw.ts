// Draws the treemap's cells on a canvas, through a camera, so that a zoom is but another camera in each frame.

import type { Colours } from "../ui/colours.ts";
import { FONT, fitting } from "../ui/svg.ts";
import type { Box } from "./layout.ts";
import { hasHead } from "./layout.ts";

/** A part of the layout and where it comes to stand: x' = (x − x) · sx. */
export type Camera = { x: number; y: number; sx: number; sy: number; left: number; top: number };
export type Look = { width: number; height: number; colours: Colours; hatch: CanvasPattern | string; family: string };

/**
 * Stripes, as the stylesheet's --hatch draws them.
 * @param scale of the screen
 */
export function hatching(colour: string, scale: number) {
  const side = Math.round(8 * scale);
  const tile = new OffscreenCanvas(side, side);
  const c = tile.getContext("2d") as OffscreenCanvasRenderingContext2D;
  c.strokeStyle = colour;
  c.globalAlpha = 0.6;
  c.lineWidth = 1.6 * scale;
  for (const shift of [-side, 0, side]) {
    c.beginPath();
    c.moveTo(shift - 1, side + 1);
    c.lineTo(shift + side + 1, -1);
    c.stroke();
  }
  return tile;
}

/** How much of a cell is hatched, from below. */
export const deadShare = ({ cell }: Box) => (cell.bytes > 0 ? Math.min(1, cell.dead / cell.bytes) : 0);

export function draw(
  c: CanvasRenderingContext2D,
  boxes: Box[],
  { width, height, colours, hatch, family }: Look,
  { x, y, sx, sy, left, top }: Camera,
) {
  c.font = `${FONT}px ${family}`;
  c.textBaseline = "middle";
  c.direction = "ltr";
  const words: [string, number, number, boolean][] = [];
  for (const box of boxes) {
    if (box.depth === 0) continue;
    const x0 = left + (box.x0 - x) * sx;
    const y0 = top + (box.y0 - y) * sy;
    const w = (box.x1 - box.x0) * sx;
    const h = (box.y1 - box.y0) * sy;
    if (w < 0.3 || h < 0.3 || x0 > width || y0 > height || x0 + w < 0 || y0 + h < 0) continue;
    const { layer } = box.cell;
    c.fillStyle = box.leaf ? colours.leaf(layer) : colours.folder(layer);
    c.fillRect(x0, y0, w, h);
    if (!box.leaf && w > 12 && h > 12) {
      c.strokeStyle = colours.edge(layer);
      c.strokeRect(x0 + 0.5, y0 + 0.5, w - 1, h - 1);
    }
    const dead = box.leaf ? deadShare(box) : 0;
    if (dead > 0) {
      c.fillStyle = hatch;
      c.fillRect(x0, y0 + h * (1 - dead), w, h * dead);
    }
    if (w > 34 && (hasHead(box) ? h > 20 : box.leaf && h > 14)) {
      const text = fitting(box.cell.node === null ? "…" : box.cell.name, w - 8);
      if (text) words.push([text, x0 + 4, y0 + 9, dead > 0.5]);
    }
  }
  c.lineWidth = 3;
  c.lineJoin = "round";
  c.strokeStyle = colours.panel;
  c.fillStyle = colours.ink;
  for (const [text, at, line, hatched] of words) {
    if (hatched) c.strokeText(text, at, line);
    c.fillText(text, at, line);
  }
  c.lineWidth = 1;
}

export const STILL: Camera = { x: 0, y: 0, sx: 1, sy: 1, left: 0, top: 0 };

/**
 * Half-way into a box: `outer` grows until the box fills the picture, `inner` is what becomes visible in it.
 * @param share 0 = all of the outer one, 1 = only the box
 */
export function between(box: Box, share: number, width: number, height: number): { outer: Camera; inner: Camera } {
  const x = box.x0 * share;
  const y = box.y0 * share;
  const w = width + (box.x1 - box.x0 - width) * share;
  const h = height + (box.y1 - box.y0 - height) * share;
  const [sx, sy] = [width / w, height / h];
  return {
    outer: { x, y, sx, sy, left: 0, top: 0 },
    inner: {
      x: 0,
      y: 0,
      sx: ((box.x1 - box.x0) * sx) / width,
      sy: ((box.y1 - box.y0) * sy) / height,
      left: (box.x0 - x) * sx,
      top: (box.y0 - y) * sy,
    },
  };
}
