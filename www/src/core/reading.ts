// A reader's work inside its worker: pieces of a version, what it is, differences, and bytes on their way to the person's disk.

import * as core from "../pkg/layerscope.js";
import { answer } from "./drive.js";
import { pretty } from "./pretty.js";
import { problem } from "./problem.js";
import { bytesOf } from "./source.js";

/** @import { ContentBytes, ProblemInfo, TextComparison } from "../pkg/layerscope.js" */

/** Bytes of a version, with the size of the whole. @typedef {ContentBytes & { size: number }} Piece */
/** Where bytes are: in one file, or in any of all. @typedef {{ file: File | File[], plan: Uint8Array, size: number }} At */
/**
 * What goes out before the answer: a piece of a stream, a sign that the work goes on, how far it is.
 * @typedef {{ send: (chunk: Uint8Array<ArrayBuffer>) => void, alive: () => void, tell: (done: number, total: number) => void }} Out
 */

/** Bytes that are compared line by line (the core's own limit), or set in lines, at most: all of them are in memory then. */
const LARGEST_TEXT = 4 << 20;
/** A piece of what is only held against another; as far as the checkpoints of a compressed layer stand apart. */
const PIECE = 16 << 20;

/** @param {At} at @param {number} from @param {number} count @returns {Promise<ContentBytes>} */
const read = ({ file, plan }, from, count) => answer(core.readContent(plan, from, count), file);

/** All of it. @param {At} at */
async function whole(at) {
  const { bytes, problem } = await read(at, 0, at.size);
  if (problem) throw problem;
  return bytes;
}

/** Byte by byte, with little of either in memory. @param {Out} out @param {At} a @param {At} b */
async function same({ alive }, a, b) {
  if (a.size !== b.size) return false;
  for (let from = 0; from < a.size; from += PIECE) {
    const [one, other] = [await read(a, from, PIECE), await read(b, from, PIECE)];
    const problem = one.problem ?? other.problem;
    if (problem) throw problem;
    alive();
    if (!one.bytes.every((byte, i) => byte === other.bytes[i])) return false;
  }
  return true;
}

/** The job to scan or hash a whole opened file. @param {File} file @param {number} number what it is among those opened */
async function wholeFile(file, number) {
  const head = new Uint8Array(await bytesOf(file, 0, 8));
  const [job] = core.importJob(number, file.size, head);
  return job;
}

export const readings = {
  /** @param {Out} _ @param {At} at @param {number} from @param {number} count @returns {Promise<Piece>} */
  read: async (_, at, from, count) => ({ ...(await read(at, from, count)), size: at.size }),

  /** @param {Out} _ @param {At} at */
  describe: (_, { file, plan }) => answer(core.describeContent(plan), file),

  /** JSON broken into indented lines, as UTF-8; null = too large, damaged or no JSON. @param {Out} _ @param {At} at @param {string} charset @returns {Promise<Piece | null>} */
  async pretty(_, at, charset) {
    if (at.size > LARGEST_TEXT) return null;
    const { bytes, problem } = await read(at, 0, at.size);
    const text = problem ? null : pretty(new TextDecoder(charset).decode(bytes));
    if (text === null) return null;
    const lines = new TextEncoder().encode(text);
    return { bytes: lines, size: lines.length, problem: null };
  },

  /** @param {Out} out @param {At} older @param {At} newer @returns {Promise<TextComparison>} */
  async compare(out, older, newer) {
    if (Math.max(older.size, newer.size) <= LARGEST_TEXT)
      return core.compareText(await whole(older), await whole(newer));
    return { same: await same(out, older, newer), hunks: [], note: "too-large" };
  },

  /** The sha256 of a version's content, in hex. @param {Out} out @param {At} at */
  sha256: ({ tell }, { file, plan }) => answer(core.hashContent(plan, tell), file),

  /** A document of the archive as text. @param {Out} _ @param {At} at */
  document: (_, { file, plan }) => answer(core.prettyDocument(plan), file),

  /** @param {Out} out @param {At} at */
  copy: async ({ send }, { file, plan }) => list(await answer(core.copyContent(plan, send), file)),

  /** @param {Out} out @param {At} at */
  layer: async ({ send }, { file, plan }) => list(await answer(core.copyLayer(plan, send), file)),

  /** A blob of a compressed archive. @param {Out} out @param {File[]} files @param {Uint8Array} plan */
  stored: async ({ send }, files, plan) => list(await answer(core.copyStored(plan, send), files)),

  /** A tar that becomes a container's layer, scanned as any layer. @param {Out} out @param {File} file @param {number} number of the opened file */
  async imported({ tell }, file, number) {
    const { plan } = await wholeFile(file, number);
    return { plan, buffer: await answer(core.scan(plan, 0, tell), file) };
  },

  /** The diff_id of a whole opened file. @param {Out} out @param {File} file */
  async digest({ tell }, file) {
    const { plan } = await wholeFile(file, 0);
    const { digests } = await answer(core.hash(plan, new Float64Array(), false, tell), file);
    if (!digests?.diffId || digests.problem)
      throw { ...problem("internal", "The layer has no digest."), ...digests?.problem };
    return digests.diffId;
  },

  /** @param {Out} out @param {File[]} files @param {Uint8Array} batch */
  batch: ({ send }, files, batch) => answer(core.writeBatch(batch, send), files),
};

/** @typedef {typeof readings} Readings */
/** The name of a reading. @typedef {keyof Readings} ReadCall */
/** Its arguments. @template {ReadCall} C @typedef {Readings[C] extends (out: Out, ...args: infer A) => unknown ? A : never} ReadArgs */
/** Its answer. @template {ReadCall} C @typedef {Awaited<ReturnType<Readings[C]>>} ReadAnswer */

/** @param {ProblemInfo | null} problem */
const list = (problem) => (problem ? [problem] : []);
