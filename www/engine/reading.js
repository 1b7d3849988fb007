// A reader's work inside its worker: pieces of a version, what it is, differences, and bytes on their way to the person's disk.

import * as core from "../pkg/layerscope.js";
import { pretty } from "./pretty.js";

/** @import { Bytes, Comparison, Description, Problem } from "../types.d.ts" */

/** Where bytes are. @typedef {{ file: File, plan: Uint8Array, size: number }} At */
/** What goes out before the answer: a piece of a stream, a sign that the work goes on. @typedef {{ send: (chunk: Blob) => void, alive: () => void }} Out */

/** Enough for every magic number, for declarations of a charset, and to tell text from what is none. */
const HEAD = 64 << 10;
/** Bytes that are compared line by line, or set in lines, at most: all of them are in memory then. */
const LARGEST_TEXT = 4 << 20;
/** A piece of what is only held against another; as far as the checkpoints of a compressed layer stand apart. */
const PIECE = 16 << 20;
/** What one message carries of a stream. */
const CHUNK = 4 << 20;

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

/**
 * Hands bytes on as Blobs: the browser keeps those where it likes, on disk when there are many.
 * @param {Out} out
 * @param {(onChunk: (bytes: Uint8Array) => void) => any} write
 */
function streamed({ send }, write) {
  const buffer = new Uint8Array(CHUNK);
  let filled = 0;
  const flush = () => {
    if (filled > 0) send(new Blob([buffer.subarray(0, filled)]));
    filled = 0;
  };
  const answer = write((bytes) => {
    for (let at = 0; at < bytes.length; ) {
      const count = Math.min(CHUNK - filled, bytes.length - at);
      buffer.set(bytes.subarray(at, at + count), filled);
      filled += count;
      at += count;
      if (filled === CHUNK) flush();
    }
  });
  flush();
  return answer;
}

/** @type {Record<string, (out: Out, ...args: any[]) => any>} */
export const readings = {
  read: (_, at, from, count) => read(at, from, count),

  /** @returns {Description} */
  describe: (_, at, name) => core.describe(read(at, 0, HEAD).bytes, name),

  /** @returns {Bytes | null} */
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
  copy: (out, { file, plan }) => list(streamed(out, (onChunk) => core.copyContent(file, plan, onChunk))),

  /** @returns {Problem[]} */
  layer: (out, { file, plan }) => list(streamed(out, (onChunk) => core.copyLayer(file, plan, onChunk))),

  /** @returns {Problem[]} */
  directory: (out, files, plan) => streamed(out, (onChunk) => core.writeExport(files, plan, onChunk)),
};

/** @param {Problem | null} problem */
const list = (problem) => (problem ? [problem] : []);
