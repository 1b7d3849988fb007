// A layer's bytes inside a worker: a stretch of it scanned, or all of it hashed, and what the page says meanwhile.

import * as core from "../pkg/layerscope.js";
import { answer, drive } from "./drive.js";

/** @import { Hashed } from "../pkg/layerscope.js" */

/** `from` = where a stretch begins; `files` = where the files start that are hashed, too. @typedef {{ file: File, plan: Uint8Array, from: number, files: Float64Array, proven: boolean }} Job */
/** @typedef {{ buffer: Uint8Array<ArrayBuffer>, met: boolean, began: number, at: number }} Scanned */
/** What the page learns of a stretch meanwhile. @typedef {{ began?: number, missed?: number }} StretchEvent */
/** @template T @typedef {{ result: T, transfer: Transferable[] }} Made */

/** The scan that runs, and the header where it may end. @type {{ task: core.Task, until: number } | null} */
let running = null;
/** Set while the person looks around: resolves when the work may go on. @type {{ over: Promise<void>, end: () => void } | null} */
let hold = null;

/** What the page says to the job that runs. @param {{ hold?: boolean, endAt?: number }} told */
export function steer({ hold: holding, endAt }) {
  if (holding === false) {
    hold?.end();
    hold = null;
  } else if (holding && !hold) {
    /** @type {() => void} */
    let end = () => {};
    const over = new Promise((/** @type {(value: void) => void} */ resolve) => {
      end = resolve;
    });
    hold = { over, end };
  }
  if (endAt === undefined || !running) return;
  running.until = endAt;
  running.task.endAt(endAt);
}

/**
 * Scans from a byte on. Tells where it began, and when it has passed the header where it was to end.
 * @param {Job} job @param {(done: number, total: number) => void} tell @param {(event: StretchEvent) => void} event
 * @returns {Promise<Made<Scanned>>}
 */
export async function scanStretch({ file, plan, from }, tell, event) {
  const task = core.scan(plan, from, tell);
  const mine = { task, until: -1 };
  let told = from === 0;
  const look = () => {
    if (!told && task.began >= 0) {
      told = true;
      event({ began: task.began });
    }
    if (mine.until < 0 || task.at <= mine.until) return;
    const missed = mine.until;
    mine.until = -1;
    event({ missed });
  };
  running = mine;
  try {
    await drive(task, file, look);
    look();
    const buffer = task.result();
    return { result: { buffer, met: task.met, began: task.began, at: task.at }, transfer: [buffer.buffer] };
  } finally {
    if (running === mine) running = null;
    task.free();
  }
}

/** @param {Job} job @param {(done: number, total: number) => void} tell @returns {Promise<Made<Hashed>>} */
export async function hashLayer({ file, plan, files, proven }, tell) {
  const result = await answer(core.hash(plan, files, proven, tell), file, () => hold?.over);
  return { result, transfer: [result.contents.buffer] };
}
