// sha256 of a file of any size, piece by piece: the browser's own wants all bytes in memory at once. The core proves what it gives: a
// committed layer is verified as any other.
//
// Source: FIPS 180-4.

/** Bytes that are in memory at once. */
const PIECE = 4 << 20;

/** Every place that is asked for is there. @typedef {{ [at: number]: number } & Iterable<number>} Words */

/** The first 32 bits of the fractional part of a root of the first primes. @param {number} count @param {(n: number) => number} root */
function fractions(count, root) {
  const found = [];
  for (let n = 2; found.length < count; n++) {
    let prime = true;
    for (let by = 2; by * by <= n; by++) if (n % by === 0) prime = false;
    if (prime) found.push(Math.floor((root(n) % 1) * 2 ** 32));
  }
  return Int32Array.from(found, (word) => word | 0);
}

const K = /** @type {Words} */ (fractions(64, Math.cbrt));
const START = fractions(8, Math.sqrt);

class Sha256 {
  #h = /** @type {Words} */ (START.slice());
  #w = /** @type {Words} */ (new Int32Array(64));

  /** Whole blocks of 64 bytes. @param {Uint8Array} bytes */
  blocks(bytes) {
    const [h, w] = [this.#h, this.#w];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let from = 0; from + 64 <= bytes.length; from += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getUint32(from + 4 * i);
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15] | 0;
        const y = w[i - 2] | 0;
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (((w[i - 16] + s0) | 0) + ((w[i - 7] + s1) | 0)) | 0;
      }
      this.#rounds(h, w);
    }
  }

  /** @param {Words} h @param {Words} w */
  #rounds(h, w) {
    let a = h[0] | 0;
    let b = h[1] | 0;
    let c = h[2] | 0;
    let d = h[3] | 0;
    let e = h[4] | 0;
    let f = h[5] | 0;
    let g = h[6] | 0;
    let z = h[7] | 0;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const kw = (K[i] + w[i]) | 0;
      const sum = (z + s1) | 0;
      const one = (((sum + ((e & f) ^ (~e & g))) | 0) + kw) | 0;
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      z = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    h[0] = (h[0] + a) | 0;
    h[1] = (h[1] + b) | 0;
    h[2] = (h[2] + c) | 0;
    h[3] = (h[3] + d) | 0;
    h[4] = (h[4] + e) | 0;
    h[5] = (h[5] + f) | 0;
    h[6] = (h[6] + g) | 0;
    h[7] = (h[7] + z) | 0;
  }

  /** What is left over, and the end. @param {Uint8Array} rest less than 64 bytes @param {number} size of all */
  end(rest, size) {
    const last = new Uint8Array(rest.length < 56 ? 64 : 128);
    last.set(rest);
    last[rest.length] = 0x80;
    new DataView(last.buffer).setBigUint64(last.length - 8, BigInt(size) * 8n);
    this.blocks(last);
    return Array.from(this.#h, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

/** "sha256:…" of a file, in a worker. @param {File} file @param {() => void} alive called for each piece */
export function digest(file, alive) {
  const sha = new Sha256();
  const reader = new /** @type {any} */ (self).FileReaderSync();
  const read = (/** @type {number} */ from, /** @type {number} */ to) =>
    new Uint8Array(reader.readAsArrayBuffer(file.slice(from, to)));
  const whole = file.size - (file.size % 64);
  for (let from = 0; from < whole; from += PIECE) {
    sha.blocks(read(from, Math.min(whole, from + PIECE)));
    alive();
  }
  return `sha256:${sha.end(read(whole, file.size), file.size)}`;
}
