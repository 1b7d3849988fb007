// What the page carries, made plain: gzip, as text of seven bits a character. base64 would be a sixth longer.

/** Characters that the HTML parser, a string in double quotes or a tag's end would change or stop at. */
export const AVOIDED = [0, 10, 13, 34, 60, 92];

/**
 * Reads the output of `pack` (scripts/build/pack.mjs): groups of seven bits, the highest first, each the character of that code. A
 * character of two bytes replaces one that must be avoided: its place in `AVOIDED` plus one, shifted by seven, and the next group.
 * The first four bytes hold the length, the lowest byte first.
 */
export function unpack(text: string) {
  const out = new Uint8Array(Math.ceil((text.length * 14) / 8));
  let [at, held, bits] = [0, 0, 0];
  const put = (group: number) => {
    held = (held << 7) | group;
    bits += 7;
    if (bits < 8) return;
    bits -= 8;
    out[at++] = held >> bits;
    held &= (1 << bits) - 1;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) put(AVOIDED[(code >> 7) - 1] ?? 0);
    put(code & 127);
  }
  return out.slice(4, 4 + new DataView(out.buffer).getUint32(0, true));
}

/**
 * Takes what `carry` (scripts/build/pack.mjs) wrote.
 * @returns its body is the plain bytes
 */
export const carried = (text: string): Response =>
  new Response(new Blob([unpack(text)]).stream().pipeThrough(new DecompressionStream("gzip")));
