// A zoom of the treemap from one layout into another: how far it is at a time.

import type { Box } from "./layout.ts";

const ZOOM_MS = 240;

/** `box` of the outer layout is where the inner one stands; `from` = when it began, in milliseconds. */
export type Zoom = { box: Box; outer: Box[]; inner: Box[]; inward: boolean; from: number };

const ease = (at: number) => (at < 0.5 ? 4 * at ** 3 : 1 - (2 - 2 * at) ** 3 / 2);

/** How far the inner layout has come to fill the place, from 0 to 1; null = the zoom is over. */
export function zoomedInto({ inward, from }: Zoom, now: number) {
  const share = Math.max(0, (now - from) / ZOOM_MS);
  if (share >= 1) return null;
  return inward ? ease(share) : 1 - ease(share);
}
