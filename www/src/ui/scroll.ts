// Where rows stand in a scroller, also when there are more of them than the tallest element a browser draws.

export const ROW = 24;
/** Browsers cut elements at 17 million pixels (Firefox) or 33 (Chromium). */
const TALLEST = 12_000_000;

/**
 * @param total rows, or columns
 * @param view height of the visible part, in pixels
 * @param row height of a row
 */
export function geometry(total: number, view: number, row: number = ROW) {
  const full = total * row;
  const height = Math.min(full, TALLEST);
  const scale = full > TALLEST ? (full - view) / (TALLEST - view) : 1;
  return {
    /** Height of the scroller's content. */
    height,
    /** The first and the number of rows that are seen. */
    visible(scrollTop: number) {
      const first = Math.max(0, Math.min(total, Math.floor((scrollTop * scale) / row)));
      return { first, last: Math.min(total, first + Math.ceil(view / row) + 1) };
    },
    /** Where to draw a row. */
    top: (index: number, scrollTop: number) =>
      scale === 1 ? index * row : scrollTop + index * row - scrollTop * scale,
    /** How far to scroll so that a row is wholly seen, moving no more than needed. */
    reveal(index: number, scrollTop: number) {
      const at = scrollTop * scale;
      const top = index * row;
      if (top < at) return top / scale;
      if (top + row > at + view) return (top + row - view) / scale;
      return scrollTop;
    },
    /** True when drawn positions depend on the scroll position. */
    scaled: scale !== 1,
  };
}
