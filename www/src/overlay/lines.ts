// The lines of the overlay diagram: from each name to the version that is seen, and from a version to the one written after it.

import { html, nothing, svg } from "lit";
import type { DiagramName } from "../../pkg/layerscope.js";
import { vars } from "../ui/vars.ts";
import type { DiagramRow } from "./rows.ts";
import { TOP } from "./rows.ts";

/** Between a box and the next column. */
export const GUTTER = 16;

/**
 * @param columns x from the left end of the drawing
 * @param frame where the drawing starts, how wide it and a box are
 */
export function lines(
  columns: { name: DiagramName; x: number }[],
  rows: DiagramRow[],
  { left, width, box, end }: { left: string; width: number; box: number; end: number },
) {
  const at: Map<number, { y: number; height: number }> = new Map();
  for (const row of rows) if (row.type === "layer") at.set(row.touch.layer, row);
  const parts = columns.map(({ name, x }) => {
    const middle = x + box / 2;
    const seen = name.seen === null ? undefined : at.get(name.seen);
    const lowest = name.cells.find(({ state }) => state === "merged");
    const low = lowest && at.get(lowest.layer);
    const arrows = name.cells.map(({ layer, from, state }) => {
      const [upper, lower] = [at.get(layer), from === null ? undefined : at.get(from)];
      if (!upper || !lower) return nothing;
      const right = x + box;
      const [y1, y2] = [lower.y + lower.height / 2 - 5, upper.y + upper.height / 2 + 5];
      const out = right + GUTTER - 3;
      return svg`<g class=${`L${layer} od-copied ${state}`}><path pathLength="1" d=${`M${right} ${y1}C${out} ${y1} ${out} ${y1} ${out} ${y1 - 10}V${y2 + 10}C${out} ${y2} ${out} ${y2} ${right + 2} ${y2}`}/><path class="head" d=${`M${right + 7} ${y2 - 4}L${right + 1.5} ${y2}L${right + 7} ${y2 + 4}`}/></g>`;
    });
    return svg`${seen ? svg`<path class=${`L${name.seen} od-seen`} d=${`M${middle} ${TOP}V${seen.y}`}/>` : nothing}${
      seen && low && low.y > seen.y
        ? svg`<path class=${`L${lowest?.layer} od-merged`} d=${`M${middle} ${seen.y + seen.height}V${low.y}`}/>`
        : nothing
    }${arrows}`;
  });
  return html`<svg class="od-lines" width=${width} height=${end} aria-hidden="true" focusable="false" ${vars({ "--x": left })}>${parts}</svg>`;
}
