// A reader's work inside its worker: pieces of a version, what it is, differences, and bytes on their way to the person's disk.

import * as core from "../pkg/layerscope.js";
import { pretty } from "./pretty.js";
import { problem } from "./problem.js";

/** @import { Bytes, Comparison, Description, Piece, Problem } from "../types.d.ts" */

/** Where bytes are: in one file, or in any of all. @typedef {{ file: File | File[], plan: Uint8Array, size: number }} At */
/** What goes out before the answer: a piece of a stream, a sign that the work goes on. @typedef {{ send: (chunk: Blob) => void, alive: () => void }} Out */

/** Bytes that are compared line by line (the core's own limit), or set in lines, at most: all of them are in memory then. */
const LARGEST_TEXT = 4 << 20;
/** A piece of what is only held against another; as far as the checkpoints of a compressed layer stand apart. */
const PIECE = 16 << 20;

/** @param {At} at @param {number} from @param {number} count @returns {Bytes} */
const read = ({ file, plan }, from, count) => core.readContent(file, plan, from, count);

/** All of it. @param {At} at */
function whole(at) {
  const { bytes, problem } = read(at, 0, at.size);
  if (problem) throw problem;
  return bytes;
}

/** Byte by byte, with little of either in memory. @param {Out} out @param {At} a @param {At} b */
function same({ alive }, a, b) {
  if (a.size !== b.size) return false;
  for (let from = 0; from < a.size; from += PIECE) {
    const [one, other] = [read(a, from, PIECE), read(b, from, PIECE)];
    const problem = one.problem ?? other.problem;
    if (problem) throw problem;
    alive();
    if (!one.bytes.every((byte, i) => byte === other.bytes[i])) return false;
  }
  return true;
}

/** Chunks as Blobs: the browser keeps those where it likes, on disk when there are many. @param {Out} out */
function onwards({ send }) {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
    send(new Blob([bytes]));
    // Gives its memory back at once: a worker that writes without pause leaves the garbage collector no turn.
    port1.postMessage(null, [bytes.buffer]);
  };
}

/** @type {Record<string, (out: Out, ...args: any[]) => any>} */
export const readings = {
  /** @returns {Piece} */
  read: (_, at, from, count) => ({ ...read(at, from, count), size: at.size }),

  /** @returns {Description} */
  describe: (_, { file, plan }) => core.describeContent(file, plan),

  /** @returns {Piece | null} */
  pretty(_, at, charset) {
    if (at.size > LARGEST_TEXT) return null;
    const { bytes, problem } = read(at, 0, at.size);
    const text = problem ? null : pretty(new TextDecoder(charset).decode(bytes));
    if (text === null) return null;
    const lines = new TextEncoder().encode(text);
    return { bytes: lines, size: lines.length, problem: null };
  },

  /** @returns {Comparison} */
  compare(out, older, newer) {
    if (Math.max(older.size, newer.size) <= LARGEST_TEXT) return core.compareText(whole(older), whole(newer));
    return { same: same(out, older, newer), hunks: [], note: "too-large" };
  },

  /** @returns {Problem[]} */
  copy: (out, { file, plan }) => list(core.copyContent(file, plan, onwards(out))),

  /** @returns {Problem[]} */
  layer: (out, { file, plan }) => list(core.copyLayer(file, plan, onwards(out))),

  /** A blob of a compressed archive. @returns {Problem[]} */
  stored: (out, files, plan) => list(core.copyStored(files, plan, onwards(out))),

  /** A tar that becomes a container's layer, scanned as any layer. @returns {{ plan: Uint8Array, buffer: Uint8Array }} */
  imported({ alive }, file, index) {
    const [{ plan }] = core.importJob(file, index);
    return { plan, buffer: core.scan(file, plan, alive) };
  },

  /** The diff_id of a whole opened file. @returns {string} */
  digest({ alive }, file) {
    const [{ plan }] = core.importJob(file, 0);
    const { digests } = core.hash(file, plan, alive);
    if (digests.problem || !digests.diffId) throw digests.problem ?? problem("internal", "The layer has no digest.");
    return digests.diffId;
  },

  /** @returns {Problem[]} */
  batch: (out, files, batch) => core.writeBatch(files, batch, onwards(out)),
};

/** @param {Problem | null} problem */
const list = (problem) => (problem ? [problem] : []);
