// Where rows stand in a scroller, also when there are more of them than the tallest element a browser draws.

export const ROW = 24;
/** Browsers cut elements at 17 million pixels (Firefox) or 33 (Chromium). */
const TALLEST = 12_000_000;

/**
 * @param {number} total rows, or columns
 * @param {number} view height of the visible part, in pixels
 * @param {number} [row] height of a row
 */
export function geometry(total, view, row = ROW) {
  const full = total * row;
  const height = Math.min(full, TALLEST);
  const scale = full > TALLEST ? (full - view) / (TALLEST - view) : 1;
  return {
    /** What the scroller's content measures. */
    height,
    /** The first and the number of rows that are seen. @param {number} scrollTop */
    visible(scrollTop) {
      const first = Math.max(0, Math.min(total, Math.floor((scrollTop * scale) / row)));
      return { first, last: Math.min(total, first + Math.ceil(view / row) + 1) };
    },
    /** Where to draw a row. @param {number} index @param {number} scrollTop */
    top: (index, scrollTop) => (scale === 1 ? index * row : scrollTop + index * row - scrollTop * scale),
    /** How far to scroll so that a row is wholly seen, moving no more than needed. @param {number} index @param {number} scrollTop */
    reveal(index, scrollTop) {
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
