// Reads and rewrites tar archives in memory, so that tests can damage real images in one exact place.

const BLOCK = 512;

/**
 * @typedef {{ name: string, at: number, data: number, size: number, end: number }} Member
 *   at: its header (the extended one, where there is one), data: its first byte, end: where the next header starts
 */

/** @param {Buffer} tar @param {number} at @param {number} length */
const text = (tar, at, length) => tar.toString("latin1", at, at + length).replace(/\0.*$/s, "");
/** @param {Buffer} tar @param {number} at @param {number} length */
const octal = (tar, at, length) => Number.parseInt(text(tar, at, length).trim() || "0", 8);
/** Bytes of whole blocks. @param {number} size */
export const padded = (size) => Math.ceil(size / BLOCK) * BLOCK;

/**
 * The members of a tar, in order. Extended headers count as part of the member that follows.
 * @param {Buffer} tar
 * @returns {Member[]}
 */
export function members(tar) {
  const list = [];
  let start = 0;
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = octal(tar, at + 124, 12);
    const end = at + BLOCK + padded(size);
    const type = String.fromCharCode(tar[at + 156] ?? 0);
    if (!"xgLK".includes(type)) {
      const prefix = text(tar, at + 345, 155);
      const name = (prefix ? `${prefix}/` : "") + text(tar, at, 100);
      list.push({ name, at: start, data: at + BLOCK, size, end });
      start = end;
    }
    at = end;
  }
  return list;
}

/**
 * @param {Buffer} tar
 * @param {string | RegExp} name
 * @returns {Member}
 */
export function member(tar, name) {
  const found = members(tar).find((m) => (typeof name === "string" ? m.name === name : name.test(m.name)));
  if (!found) throw new Error(`The archive has no member ${name}`);
  return found;
}

/** @param {Buffer} tar @param {string | RegExp} name */
export const content = (tar, name) => {
  const { data, size } = member(tar, name);
  return tar.subarray(data, data + size);
};

/** The archive without one member. @param {Buffer} tar @param {string} name */
export function without(tar, name) {
  const { at, end } = member(tar, name);
  return Buffer.concat([tar.subarray(0, at), tar.subarray(end)]);
}

/** The archive with other bytes in one member; its header says the new size. @param {Buffer} tar @param {string} name @param {Buffer} bytes */
export function withContent(tar, name, bytes) {
  const { at, data, end } = member(tar, name);
  const head = Buffer.from(tar.subarray(at, data));
  const header = head.subarray(head.length - BLOCK);
  header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  header.write("        ", 148, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  const padding = Buffer.alloc(padded(bytes.length) - bytes.length);
  return Buffer.concat([tar.subarray(0, at), head, bytes, padding, tar.subarray(end)]);
}

/** The archive with some bytes overwritten, counted from the start of a member. @param {Buffer} tar @param {string} name @param {number} offset @param {Buffer} bytes */
export function overwritten(tar, name, offset, bytes) {
  const { data, size } = member(tar, name);
  if (offset + bytes.length > size) throw new Error(`${name} has only ${size} bytes`);
  const out = Buffer.from(tar);
  bytes.copy(out, data + offset);
  return out;
}

/** The members that hold the layers, base first, as manifest.json or the OCI manifest names them. @param {Buffer} tar @returns {string[]} */
export function layers(tar) {
  const names = members(tar).map(({ name }) => name);
  /** @param {string} name */
  const json = (name) => JSON.parse(content(tar, name).toString("utf8"));
  if (names.includes("manifest.json")) return json("manifest.json")[0].Layers;
  const blob = (/** @type {string} */ digest) => `blobs/${digest.replace(":", "/")}`;
  const manifest = json(blob(json("index.json").manifests[0].digest));
  return manifest.layers.map((/** @type {{ digest: string }} */ { digest }) => blob(digest));
}
