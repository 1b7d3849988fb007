// How wide the diagram's columns are, in pixels: as wide as there is room for, within bounds.

const NARROWEST = 118;
const WIDEST = 190;
/** The layers' own column, where there is room and where there is little. */
const SIDE = 168;
const SIDE_NARROW = 84;

/** Of the layers' column, and of each of the others. */
export function widths(view: number, columns: number) {
  const side = view < 520 ? SIDE_NARROW : SIDE;
  const room = Math.floor((view - side - 4) / Math.max(1, columns));
  return { side, pitch: Math.max(NARROWEST, Math.min(WIDEST, room)) };
}
