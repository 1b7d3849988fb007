// Where lines start and end in a piece of a file. The piece may begin and end anywhere, in the middle of a character, too.

/** One line without its break. at: byte in the file; ended: a break follows */
export type Line = { at: number; text: string; ended: boolean };

/** A page of more lines than this would be slow to draw. */
export const MOST_LINES = 1000;
const LF = 10;
const CR = 13;

/** Bytes of one code unit, and which of them is the low one. */
function unitOf(charset: string) {
  if (charset === "utf-16le") return { unit: 2, low: 0 };
  return charset === "utf-16be" ? { unit: 2, low: 1 } : { unit: 1, low: 0 };
}

/** A charset by the name that the standard gives it; one that no browser knows is read as UTF-8. */
export function encodingOf(label: string) {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return "utf-8";
  }
}

/** Where the piece's last whole character ends. */
function wholeEnd(bytes: Uint8Array, charset: string) {
  const { length } = bytes;
  if (unitOf(charset).unit === 2) return length - (length % 2);
  if (charset !== "utf-8") return length;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? length - back : length;
  }
  return length;
}

/** Where the piece's first whole character starts. */
function wholeStart(bytes: Uint8Array, charset: string) {
  let start = 0;
  if (charset === "utf-8") while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return start;
}

/** Positions behind each line break. */
function breaks(bytes: Uint8Array, charset: string, most: number = Number.POSITIVE_INFINITY) {
  const { unit, low } = unitOf(charset);
  const found = [];
  for (let at = bytes.indexOf(LF); at >= 0 && found.length < most; at = bytes.indexOf(LF, at + 1)) {
    if (unit === 1) found.push(at + 1);
    else if (at % 2 === low && bytes[at + 1 - 2 * low] === 0) found.push(at - low + 2);
  }
  return found;
}

/** @param at of bytes[0] */
function decoded(bytes: Uint8Array, at: number, ends: number[], end: number, charset: string): Line[] {
  const { unit, low } = unitOf(charset);
  const decoder = new TextDecoder(charset);
  const lines: Line[] = [];
  let start = 0;
  for (const next of ends.at(-1) === end ? ends : [...ends, end]) {
    const ended = ends.includes(next);
    let stop = ended ? next - unit : next;
    if (ended && stop > start && bytes[stop - unit + low] === CR) stop -= unit;
    lines.push({ at: at + start, text: decoder.decode(bytes.subarray(start, stop)), ended });
    start = next;
  }
  return lines;
}

/**
 * Lines from a position on: as many whole ones as there are in the piece; of a line longer than the piece, what is there.
 * @param at of bytes[0] in the file
 * @param charset as encodingOf names it
 * @param last nothing follows in the file, or nothing that can be read
 * @returns end: where the next page starts
 */
export function linesFrom(
  bytes: Uint8Array,
  at: number,
  charset: string,
  last: boolean,
): { lines: Line[]; end: number } {
  const ends = breaks(bytes, charset, MOST_LINES);
  const lastBreak = ends.at(-1) ?? 0;
  const full = ends.length === MOST_LINES;
  const end = full || (!last && lastBreak > 0) ? lastBreak : last ? bytes.length : wholeEnd(bytes, charset);
  return { lines: end > 0 ? decoded(bytes, at, ends, end, charset) : [], end: at + end };
}

/**
 * Lines up to a position: the last of the piece.
 * @param at of bytes[0] in the file
 */
export function linesBefore(bytes: Uint8Array, at: number, charset: string): { lines: Line[]; start: number } {
  const ends = breaks(bytes, charset);
  const inner = ends.filter((end) => end < bytes.length);
  const wanted = inner.length >= MOST_LINES ? inner.at(-MOST_LINES) : at > 0 ? inner[0] : 0;
  const start = wanted ?? wholeStart(bytes, charset);
  const rest = bytes.subarray(start);
  const shifted = ends.filter((end) => end > start).map((end) => end - start);
  return { lines: rest.length > 0 ? decoded(rest, at + start, shifted, rest.length, charset) : [], start: at + start };
}
