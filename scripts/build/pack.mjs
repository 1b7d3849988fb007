// Bytes as text that a page can carry. www/src/core/packed.ts has the form, and takes it apart.
import { Buffer } from "node:buffer";
import zopfli from "@gfx/zopfli";
import "../typescript.mjs";

const { AVOIDED } = await import("../../www/src/core/packed.ts");

/**
 * Stands between double quotes in a script as it is.
 * @param {Uint8Array} bytes
 */
export function pack(bytes) {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(bytes.length);
  const all = Buffer.concat([head, bytes]);
  const groups = new Uint8Array(Math.ceil((all.length * 8) / 7));
  let [at, held, bits] = [0, 0, 0];
  for (const byte of all) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 7; bits -= 7) groups[at++] = (held >> (bits - 7)) & 127;
    held &= (1 << bits) - 1;
  }
  if (bits) groups[at] = (held << (7 - bits)) & 127;
  const codes = new Uint16Array(groups.length);
  let length = 0;
  for (let i = 0; i < groups.length; i++) {
    const avoided = AVOIDED.indexOf(/** @type {number} */ (groups[i]));
    codes[length++] = avoided < 0 ? /** @type {number} */ (groups[i]) : ((avoided + 1) << 7) | (groups[++i] ?? 0);
  }
  return Buffer.from(codes.buffer, 0, length * 2).toString("utf16le");
}

/** Rounds of zopfli, which packs a twentieth better than gzip; more rounds gain nothing. */
const ROUNDS = 5;

/** @param {Uint8Array | string} input */
export const gzip = (input) => zopfli.gzipAsync(Buffer.from(input), { numiterations: ROUNDS });

/** Takes a third to a quarter of the room; the browser itself makes it plain. @param {Uint8Array | string} input */
export const carry = async (input) => pack(await gzip(input));
