// Which rows the overlay diagram has and where they stand: the merged view, the layers that touch the directory, and thin lines
// for those that don't.

import type { Diagram, ImageInfo } from "../../pkg/layerscope.js";

export type Touch = Diagram["layers"][number];
/** One row. `y` from the top of the drawing, in pixels. */
export type DiagramRow =
  | { type: "layer"; touch: Touch; y: number; height: number }
  | { type: "fold"; why: "untouched" | "unread" | "unreadable"; from: number; to: number; y: number; height: number };

/** From this many layers on each takes one line. */
const MANY = 8;
export const TOP = 54;
const FOLD = 18;

/** Why a layer without anything in the directory has nothing. */
function reason(layer: ImageInfo["layers"][number] | undefined) {
  if (layer?.state === "missing" || layer?.state === "unreadable") return "unreadable";
  return layer?.added === null || layer?.added === undefined ? "unread" : "untouched";
}

/** The rows below the merged view, newest layer first. */
export function diagramRows(image: ImageInfo, page: Diagram | null) {
  const touches = new Map((page?.layers ?? []).map((touch) => [touch.layer, touch]));
  const many = touches.size > MANY;
  const [height, gap] = many ? [30, 4] : [50, 10];
  const rows: DiagramRow[] = [];
  let y = TOP + 10;
  for (let layer = image.layers.length - 1; layer >= 0 && page; layer--) {
    const touch = touches.get(layer);
    const last = rows.at(-1);
    if (touch) {
      rows.push({ type: "layer", touch, y, height });
      y += height + gap;
      continue;
    }
    const why = reason(image.layers[layer]);
    if (last?.type === "fold" && last.why === why) last.from = layer;
    else {
      rows.push({ type: "fold", why, from: layer, to: layer, y, height: FOLD });
      y += FOLD + gap;
    }
  }
  return { rows, many, end: y };
}
