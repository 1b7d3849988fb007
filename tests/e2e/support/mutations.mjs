// Mutations of real archives, the same in every run: cuts, flipped bits, spliced blocks, lying headers.

/** A small generator of numbers that look random. @param {number} seed */
function numbers(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** @typedef {(bytes: Buffer, at: (below: number) => number) => Buffer} Mutation */

/** @type {Record<string, Mutation>} */
const KINDS = {
  cut: (bytes, at) => bytes.subarray(0, at(bytes.length)),
  "bit flipped": (bytes, at) => {
    const out = Buffer.from(bytes);
    const where = at(out.length);
    out[where] = (out[where] ?? 0) ^ (1 << at(8));
    return out;
  },
  "bytes overwritten": (bytes, at) => {
    const out = Buffer.from(bytes);
    const where = at(out.length);
    for (let i = where; i < Math.min(out.length, where + 1 + at(64)); i++) out[i] = at(256);
    return out;
  },
  "block taken out": (bytes, at) => {
    const where = at(Math.ceil(bytes.length / 512)) * 512;
    return Buffer.concat([bytes.subarray(0, where), bytes.subarray(where + 512 * (1 + at(8)))]);
  },
  "block put elsewhere": (bytes, at) => {
    const [from, to] = [at(Math.ceil(bytes.length / 512)) * 512, at(Math.ceil(bytes.length / 512)) * 512];
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, from + 512), bytes.subarray(to)]);
  },
  "digits overwritten": (bytes, at) => {
    const out = Buffer.from(bytes);
    const block = at(Math.ceil(out.length / 512)) * 512;
    out.write(
      ["77777777777", "-0000000001", "\x80\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"][at(3)] ?? "",
      Math.min(block + 124, out.length),
      "latin1",
    );
    return out;
  },
};

/**
 * @param {Buffer} bytes
 * @param {number} count
 * @param {number} seed
 * @returns {{ what: string, bytes: Buffer }[]}
 */
export function mutations(bytes, count, seed) {
  const at = numbers(seed);
  const kinds = Object.entries(KINDS);
  return Array.from({ length: count }, (_, i) => {
    const [what, mutate] = /** @type {[string, Mutation]} */ (kinds[i % kinds.length]);
    return { what: `${what} (${seed}, ${i})`, bytes: mutate(bytes, at) };
  });
}
