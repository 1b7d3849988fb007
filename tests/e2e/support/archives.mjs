// The archives that tests open: the fixtures as they are, and damaged in one exact place, in a folder that goes away.
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { at } from "../../../scripts/build/steps.mjs";
import { header } from "./build.mjs";
import { content, layers, member, members, overwritten, padded, withContent, without } from "./tar.mjs";

/** @param {string} path below tests/fixtures */
export const fixture = (path) => at(`tests/fixtures/${path}`);

export const STORY = fixture("docker/20.10/story.tar.gz");
export const MULTI = fixture("docker/20.10/multi.tar.gz");
export const OCI = fixture("skopeo/1.9/story.oci-gzip.tar");

let folder = "";
/** A file in a folder that goes away with the tests. @param {string} name @param {Buffer | Buffer[]} bytes @returns {string} its path */
export function write(name, bytes) {
  folder ||= mkdtempSync(join(tmpdir(), "layerscope-e2e-"));
  const path = join(folder, name);
  const fd = openSync(path, "w");
  for (const part of [bytes].flat()) for (let at = 0; at < part.length; ) at += writeSync(fd, part, at);
  closeSync(fd);
  return path;
}

/** A folder of these files. @param {string} name @param {{ path: string, data: Buffer | string }[]} files @returns {string} its path */
export function writeFolder(name, files) {
  folder ||= mkdtempSync(join(tmpdir(), "layerscope-e2e-"));
  const top = join(folder, name);
  mkdirSync(top, { recursive: true });
  for (const { path, data } of files) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), data);
  }
  return top;
}

/** The plain files of a tar, as tar xf would lay them down. @param {Buffer} tar */
export const unpacked = (tar) =>
  members(tar)
    .filter(({ name }) => !name.endsWith("/"))
    .map(({ name, data, size }) => ({ path: name, data: tar.subarray(data, data + size) }));

process.on("exit", () => folder && rmSync(folder, { recursive: true, force: true }));

const story = () => gunzipSync(readFileSync(STORY));
const oci = () => readFileSync(OCI);
const NOISE = Buffer.alloc(64, 0xff);

/** @param {number} layer @param {Buffer} tar */
const name = (layer, tar) => {
  const found = layers(tar)[layer];
  if (!found) throw new Error(`There is no layer ${layer}`);
  return found;
};

/** The damaged archives; each returns a path. Layers are counted from 0. */
export const damaged = {
  text: () => write("notes.tar", Buffer.from("Dear diary, this is no archive at all.\n".repeat(200))),
  empty: () => write("empty.tar", Buffer.alloc(0)),
  /** A sound tar that holds no image. */
  noImage() {
    const text = Buffer.from("A tar of notes, nothing else.\n");
    const padding = Buffer.alloc(padded(text.length) - text.length);
    return write("no-image.tar", [header("notes.txt", text.length), text, padding, Buffer.alloc(1024)]);
  },
  /** Cut in the very first member: nothing is left that makes sense. */
  beginningCut: () => write("beginning.tar", story().subarray(0, 1000)),
  /** Cut in the middle of the base layer: manifest.json, which stands at the end, is gone, too; the layers' own json is there. */
  archiveCut() {
    const tar = story();
    return write("cut.tar", tar.subarray(0, member(tar, name(0, tar)).data + 100_000));
  },
  /** The same for a compressed one: its end is missing. */
  gzipCut() {
    const bytes = readFileSync(STORY);
    return write("cut.tar.gz", bytes.subarray(0, bytes.length / 2));
  },
  /** A sound archive, whose base layer ends in the middle of a file. */
  layerCut() {
    const tar = story();
    const layer = name(0, tar);
    return write("layer-cut.tar", withContent(tar, layer, content(tar, layer).subarray(0, 500_000)));
  },
  /** The top layer's blob is not there. */
  blobGone() {
    const tar = oci();
    return write("blob-gone.tar", without(tar, name(2, tar)));
  },
  /** One byte in the content of a file of the base layer differs: still a sound tar, but not the one that was signed for. */
  byteFlipped() {
    const tar = story();
    const layer = name(0, tar);
    const where = content(tar, layer).indexOf("dddddddd");
    return write("flipped.tar", overwritten(tar, layer, where, Buffer.from("D")));
  },
  /** The gzip data of the base layer is overwritten halfway. */
  gzipCorrupt() {
    const tar = oci();
    const layer = name(0, tar);
    return write("gzip-corrupt.tar", overwritten(tar, layer, Math.floor(content(tar, layer).length / 2), NOISE));
  },
};

/**
 * An image whose base layer takes seconds to read and hardly any space: compressed pieces, many times the same.
 * @param {"layer" | "archive"} what is compressed: that layer alone, or the archive as a whole
 * @param {number} bytes of the base layer, decompressed
 */
export function slow(what, bytes = 3e9) {
  const sample = gunzipSync(readFileSync(fixture("sample/sample.tar.gz")));
  const layer = name(0, sample);
  const { at: start, end } = member(sample, layer);
  const inner = content(sample, layer);
  const times = Math.ceil(bytes / PIECE);
  const file = header("big.bin", times * PIECE);
  const [front, back] = [gzip(file), gzip(inner)];
  const piece = gzip(lines());
  const length = file.length + times * PIECE + inner.length;
  const packed = front.length + times * piece.length + back.length;
  const padding = Buffer.alloc(padded(packed) - packed);
  const head = sample.subarray(0, start);
  const tail = sample.subarray(end);
  return what === "layer"
    ? write("slow.tar", [head, header(layer, packed), front, ...Array(times).fill(piece), back, padding, tail])
    : write("slow.tar.gz", [
        gzip(head),
        gzip(header(layer, length)),
        front,
        ...Array(times).fill(piece),
        back,
        gzip(tail),
      ]);
}

/** Bytes of one piece: whole tar blocks. */
const PIECE = 16 << 20;
const gzip = (/** @type {Buffer} */ bytes) => gzipSync(bytes, { level: 1 });

/** Text that compresses as text does, not a thousandfold as zeros would. */
function lines() {
  const pool = Array.from(
    { length: 251 },
    (_, i) => createHash("sha256").update(String(i)).digest("hex").slice(1) + "\n",
  );
  const text = Array.from({ length: PIECE / 64 }, (_, i) => pool[(i * i) % pool.length]).join("");
  return Buffer.from(text, "latin1");
}
