// A reader's work inside its worker: pieces of a version, what it is, differences, and bytes on their way to the person's disk.

import type { ContentBytes, Job, ProblemInfo, TextComparison } from "../../pkg/layerscope.js";
import * as core from "../../pkg/layerscope.js";
import { answer } from "./drive.ts";
import { pretty } from "./pretty.ts";
import { problem } from "./problem.ts";
import { bytesOf } from "./source.ts";

/** Bytes of a version, with the size of the whole. */
export type Piece = ContentBytes & { size: number };
/** Where bytes are: in one file, or in any of all. */
export type At = { file: File | File[]; plan: Uint8Array; size: number };
/** Messages before the answer: a piece of a stream, a sign of life, the progress. */
export type Out = {
  send: (chunk: Uint8Array<ArrayBuffer>) => void;
  alive: () => void;
  tell: (done: number, total: number) => void;
};

/** Bytes that are compared line by line (the core's own limit), or set in lines, at most: all of them are in memory then. */
const LARGEST_TEXT = 4 << 20;
/** A piece of what is only held against another; as far as the checkpoints of a compressed layer stand apart. */
const PIECE = 16 << 20;

const read = ({ file, plan }: At, from: number, count: number): Promise<ContentBytes> =>
  answer(core.readContent(plan, from, count), file);

/** All of it. */
async function whole(at: At) {
  const { bytes, problem } = await read(at, 0, at.size);
  if (problem) throw problem;
  return bytes;
}

/** Byte by byte, with little of either in memory. */
async function same({ alive }: Out, a: At, b: At) {
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

/**
 * The job to scan or hash a whole opened file.
 * @param number what it is among those opened
 */
async function wholeFile(file: File, number: number) {
  const head = new Uint8Array(await bytesOf(file, 0, 8));
  // One dropped tar is always one job.
  const [job] = core.importJob(number, file.size, head) as [Job];
  return job;
}

export const readings = {
  read: async (_: Out, at: At, from: number, count: number): Promise<Piece> => ({
    ...(await read(at, from, count)),
    size: at.size,
  }),

  describe: (_: Out, { file, plan }: At) => answer(core.describeContent(plan), file),

  /** JSON broken into indented lines, as UTF-8; null = too large, damaged or no JSON. */
  async pretty(_: Out, at: At, charset: string): Promise<Piece | null> {
    if (at.size > LARGEST_TEXT) return null;
    const { bytes, problem } = await read(at, 0, at.size);
    const text = problem ? null : pretty(new TextDecoder(charset).decode(bytes));
    if (text === null) return null;
    const lines = new TextEncoder().encode(text);
    return { bytes: lines, size: lines.length, problem: null };
  },

  async compare(out: Out, older: At, newer: At): Promise<TextComparison> {
    if (Math.max(older.size, newer.size) <= LARGEST_TEXT)
      return core.compareText(await whole(older), await whole(newer));
    return { same: await same(out, older, newer), hunks: [], note: "too-large" };
  },

  /** The sha256 of a version's content, in hex. */
  sha256: ({ tell }: Out, { file, plan }: At) => answer(core.hashContent(plan, tell), file),

  /** A document of the archive as text. */
  document: (_: Out, { file, plan }: At) => answer(core.prettyDocument(plan), file),

  /** A blob of an artifact, opened: its text, or the list of its files. */
  blob: (_: Out, { file, plan }: At) => answer(core.openBlob(plan), file),

  /** A file of a blob's tar, opened. */
  entry: (_: Out, { file, plan }: At) => answer(core.openEntry(plan), file),

  copy: async ({ send }: Out, { file, plan }: At) => list(await answer(core.copyContent(plan, send), file)),

  layer: async ({ send }: Out, { file, plan }: At) => list(await answer(core.copyLayer(plan, send), file)),

  /** A blob of a compressed archive. */
  stored: async ({ send }: Out, files: File[], plan: Uint8Array) =>
    list(await answer(core.copyStored(plan, send), files)),

  /**
   * A tar that becomes a container's layer, scanned as any layer.
   * @param number of the opened file
   */
  async imported({ tell }: Out, file: File, number: number) {
    const { plan } = await wholeFile(file, number);
    return { plan, buffer: await answer(core.scan(plan, 0, tell), file) };
  },

  /** The diff_id of a whole opened file. */
  async digest({ tell }: Out, file: File) {
    const { plan } = await wholeFile(file, 0);
    const { digests } = await answer(core.hash(plan, new Float64Array(), false, tell), file);
    if (!digests?.diffId || digests.problem)
      throw { ...problem("internal", "The layer has no digest."), ...digests?.problem };
    return digests.diffId;
  },

  batch: ({ send }: Out, files: File[], batch: Uint8Array) => answer(core.writeBatch(batch, send), files),
};

export type Readings = typeof readings;
/** The name of a reading. */
export type ReadCall = keyof Readings;
/** Its arguments. */
export type ReadArgs<C extends ReadCall> = Readings[C] extends (out: Out, ...args: infer A) => unknown ? A : never;
/** Its answer. */
export type ReadAnswer<C extends ReadCall> = Awaited<ReturnType<Readings[C]>>;

const list = (problem: ProblemInfo | null) => (problem ? [problem] : []);
