// Mutations of real archives, the same in every run and the same that tests/core/mutations.rs makes: cuts, flipped bits, runs
// of another byte, blocks put in another one's place.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { fixture } from "./archives.mjs";

const MASK = (1n << 64n) - 1n;

/** xorshift64. @param {bigint} state */
function random(state) {
  return (/** @type {number} */ below) => {
    state ^= (state << 13n) & MASK;
    state ^= state >> 7n;
    state ^= (state << 17n) & MASK;
    return Number(state % BigInt(Math.max(below, 1)));
  };
}

/** The kinds, in the generator's order. @type {[string, (bytes: Buffer, at: (below: number) => number) => Buffer][]} */
const KINDS = [
  ["cut", (bytes, at) => bytes.subarray(0, at(bytes.length))],
  [
    "bits flipped",
    (bytes, at) => {
      for (let left = at(8); left >= 0; left--) {
        const where = at(bytes.length);
        bytes[where] = (bytes[where] ?? 0) ^ (1 << at(8));
      }
      return bytes;
    },
  ],
  [
    "bytes overwritten",
    (bytes, at) => {
      const [where, count, byte] = [at(bytes.length), at(600), at(256)];
      return bytes.fill(byte, where, Math.min(where + count, bytes.length));
    },
  ],
  [
    "block put elsewhere",
    (bytes, at) => {
      const blocks = Math.floor(bytes.length / 512);
      const [from, to] = [at(blocks) * 512, at(blocks) * 512];
      bytes.copyWithin(to, from, from + 512);
      return bytes;
    },
  ],
];

/** @param {number} count @returns {Generator<{ what: string, bytes: Buffer }>} */
export function* mutations(count) {
  const sample = readFileSync(fixture("sample/sample.tar.gz"));
  const zstd = readFileSync(fixture("skopeo/1.9/rich.oci-zstd.tar"));
  const seeds = [gunzipSync(sample), sample, zstd, readFileSync(fixture("skopeo/1.9/story.oci-gzip.tar"))];
  const at = random(0x1a7e_25c0_9e37_79b9n);
  for (let number = 0; number < count; number++) {
    const seed = seeds[[0, 0, 0, 1, 1, 2, 3][number % 7] ?? 0] ?? sample;
    const [what, mutate] = KINDS[at(KINDS.length)] ?? KINDS[0] ?? [];
    if (mutate) yield { what: `${number}: ${what}`, bytes: mutate(Buffer.from(seed), at) };
  }
}
