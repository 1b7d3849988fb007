// What is drawn, as numbers: a screenshot of a part of the page, and whether it is hatched.
import { inflateSync } from "node:zlib";

/** @typedef {{ width: number, height: number, at: (x: number, y: number) => number }} Picture at: how light, 0 to 255 */

/** The pixel's neighbours to the left, above and left of that, as PNG's filters want them. @type {((a: number, b: number, c: number) => number)[]} */
const FILTERS = [
  () => 0,
  (a) => a,
  (_, b) => b,
  (a, b) => (a + b) >> 1,
  (a, b, c) => {
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
  },
];

/** A PNG as browsers write screenshots: 8 bits a channel, not interlaced. @param {Uint8Array} png @returns {Picture} */
export function decoded(png) {
  const file = Buffer.from(png);
  const parts = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const channels = file[25] === 6 ? 4 : 3;
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * channels;
  const pixels = Buffer.alloc(line * height);
  for (let y = 0; y < height; y++) {
    const filter = FILTERS[raw[y * (line + 1)] ?? 0] ?? (() => 0);
    for (let i = 0; i < line; i++) {
      const to = y * line + i;
      const a = i < channels ? 0 : (pixels[to - channels] ?? 0);
      const b = y === 0 ? 0 : (pixels[to - line] ?? 0);
      const c = y === 0 || i < channels ? 0 : (pixels[to - line - channels] ?? 0);
      pixels[to] = (raw[y * (line + 1) + 1 + i] ?? 0) + filter(a, b, c);
    }
  }
  const at = (/** @type {number} */ x, /** @type {number} */ y) => {
    const from = y * line + x * channels;
    return ((pixels[from] ?? 0) + (pixels[from + 1] ?? 0) + (pixels[from + 2] ?? 0)) / 3;
  };
  return { width, height, at };
}

/** A window wider than what a line and the gap beside it take, in pixels. */
const WINDOW = 10;
/** Steps of brightness between a line and what is under it, at least. */
const CONTRAST = 10;

/**
 * Why a picture is not hatched over all of its area, or "". Lines lead up to the right: along them nothing changes, across them light and dark
 * take turns.
 * @param {Picture} picture
 */
export function unhatched({ width, height, at }) {
  const tall = Math.min(WINDOW, height);
  for (let y = 0; y + tall <= height; y += tall) {
    for (let x = 0; x + WINDOW <= width; x += WINDOW) {
      const all = Array.from({ length: WINDOW * tall }, (_, i) => at(x + (i % WINDOW), y + Math.floor(i / WINDOW)));
      const contrast = Math.max(...all) - Math.min(...all);
      if (contrast < CONTRAST) return `no line near ${x}, ${y} of ${width} × ${height}: contrast ${contrast}`;
    }
  }
  let [along, across] = [0, 0];
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      along += Math.abs(at(x, y) - at(x + 1, y - 1));
      across += Math.abs(at(x, y) - at(x + 1, y + 1));
    }
  }
  return along * 4 < across ? "" : `no diagonal: ${along} along the lines, ${across} across`;
}
