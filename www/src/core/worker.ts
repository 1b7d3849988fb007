// The worker's script. One and the same for all roles: the home worker owns the session, scanners read and hash layers, readers
// read versions, and one indexes what is to join.

import * as core from "../pkg/layerscope.js";
import { lent } from "./borrowing.js";
import { answer } from "./drive.js";
import { home } from "./home-calls.js";
import { isProblem } from "./problem.js";
import { readings } from "./reading.js";
import { hashLayer, scanStretch, steer } from "./stretch.js";

/** @import { ProblemInfo } from "../pkg/layerscope.js" */
/** @import { Wanted } from "./borrowing.js" */
/** @import { Call } from "./home-calls.js" */
/** @import { Out, ReadCall } from "./reading.js" */
/** @import { Job as Stretch, StretchEvent } from "./stretch.js" */

/**
 * From the page. `boot` comes first; `lent` answers what was borrowed; `steer` speaks to the job that runs.
 * @typedef {{ type: "boot", module: WebAssembly.Module }
 *   | { type: "lent", id: number, bytes: ArrayBuffer | null, error: string }
 *   | { type: "steer", hold?: boolean, endAt?: number }
 *   | { type: "call", id: number, method: Call, args: unknown[] }
 *   | { type: "job", id: number, what: "scan" | "hash" } & Stretch
 *   | { type: "job", id: number, what: "read" | "sum" | "save" | "make", call: ReadCall, args: unknown[] }
 *   | { type: "job", id: number, what: "index", file: File, any: boolean }} ToWorker
 */
/**
 * To the page. `memory` = bytes of linear memory; `id` names the call or the job; `result` or `error` ends it, `crash` ends the worker.
 * @typedef {{ borrow: Wanted } | { memory: number, id?: number, progress?: { done: number, total: number }, event?: StretchEvent, chunk?: Uint8Array<ArrayBuffer>, result?: unknown, error?: ProblemInfo, crash?: string }} FromWorker
 */

/** Never more than ten reports a second: the page has better things to do. */
const EVERY_MS = 100;

const post = (/** @type {object} */ message, /** @type {Transferable[]} */ transfer = []) =>
  self.postMessage({ ...message, memory: core.memoryBytes() }, { transfer });

/** Plain problems are answers; anything else is a trap, after which this instance can't be trusted. */
const failure = (/** @type {unknown} */ error) => (isProblem(error) ? { error } : { crash: String(error) });

/** @param {(done: number, total: number) => void} tell */
function throttled(tell) {
  let last = 0;
  let finished = false;
  return (/** @type {number} */ done, /** @type {number} */ total) => {
    const now = performance.now();
    if (now - last < EVERY_MS && (finished || done !== total)) return;
    last = now;
    finished = done === total;
    tell(done, total);
  };
}

/** @param {Extract<ToWorker, { type: "call" }>} call */
async function call({ id, method, args }) {
  try {
    const tell = throttled((done, total) => post({ progress: { done, total } }));
    const result = home(method, args, tell);
    // What the session answers at once goes out at once: the order of answers is that of the questions.
    post({ id, result: result instanceof Promise ? await result : result });
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

/** @param {Extract<ToWorker, { type: "job" }>} job */
async function work(job) {
  const { id } = job;
  const tell = throttled((done, total) => post({ id, progress: { done, total } }));
  try {
    const { result, transfer } = await perform(job, tell);
    post({ id, result }, transfer);
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

/** @param {Extract<ToWorker, { type: "job" }>} job @param {(done: number, total: number) => void} tell @returns {Promise<{ result: unknown, transfer: Transferable[] }>} */
async function perform(job, tell) {
  const { id } = job;
  if ("call" in job) {
    const out = {
      send: (/** @type {Uint8Array<ArrayBuffer>} */ chunk) => post({ id, chunk }, [chunk.buffer]),
      alive: () => post({ id, progress: { done: 0, total: 0 } }),
      tell,
    };
    const call = /** @type {Record<ReadCall, (out: Out, ...args: unknown[]) => unknown>} */ (readings)[job.call];
    return { result: await call(out, ...job.args), transfer: [] };
  }
  if (job.what === "index") {
    const result = await answer(core.indexArchive(job.file, job.any, tell), job.file);
    return { result, transfer: result ? [result.buffer] : [] };
  }
  const event = (/** @type {StretchEvent} */ event) => post({ id, event });
  return job.what === "scan" ? scanStretch(job, tell, event) : hashLayer(job, tell);
}

self.onmessage = (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.type === "boot") core.initSync({ module: data.module });
  else if (data.type === "call") call(data);
  else if (data.type === "job") work(data);
  else if (data.type === "steer") steer(data);
  else lent(data);
};
