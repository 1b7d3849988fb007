// The worker's script. One and the same for all roles: the home worker owns the session, scanners read and hash layers, readers
// read versions, and one indexes what is to join.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import * as core from "../../pkg/layerscope.js";
import type { Wanted } from "./borrowing.ts";
import { lent } from "./borrowing.ts";
import { answer } from "./drive.ts";
import type { CallOf } from "./home-calls.ts";
import { home } from "./home-calls.ts";
import { isProblem } from "./problem.ts";
import type { Out, ReadCall } from "./reading.ts";
import { readings } from "./reading.ts";
import type { Job as Stretch, StretchEvent } from "./stretch.ts";
import { hashLayer, scanStretch, steer } from "./stretch.ts";

/** From the page. `boot` comes first; `lent` answers what was borrowed; `steer` speaks to the job that runs. */
export type ToWorker =
  | { type: "boot"; module: WebAssembly.Module }
  | { type: "lent"; id: number; bytes: ArrayBuffer | null; error: string }
  | { type: "steer"; hold?: boolean; endAt?: number }
  | ({ type: "call"; id: number } & CallOf)
  | ({ type: "job"; id: number; what: "scan" | "hash" } & Stretch)
  | { type: "job"; id: number; what: "read" | "sum" | "save" | "make"; call: ReadCall; args: unknown[] }
  | { type: "job"; id: number; what: "index"; file: File; any: boolean };
/** To the page. `memory` = bytes of linear memory; `id` names the call or the job; `result` or `error` ends it, `crash` ends the worker. */
export type FromWorker =
  | { borrow: Wanted }
  | {
      memory: number;
      id?: number;
      progress?: { done: number; total: number };
      event?: StretchEvent;
      chunk?: Uint8Array<ArrayBuffer>;
      result?: unknown;
      error?: ProblemInfo;
      crash?: string;
    };

/** Never more than ten reports a second: the page has better things to do. */
const EVERY_MS = 100;

const post = (message: object, transfer: Transferable[] = []) =>
  self.postMessage({ ...message, memory: core.memoryBytes() }, { transfer });

/** Plain problems are answers; anything else is a trap, after which this instance can't be trusted. */
const failure = (error: unknown) => (isProblem(error) ? { error } : { crash: String(error) });

function throttled(tell: (done: number, total: number) => void) {
  let last = 0;
  let finished = false;
  return (done: number, total: number) => {
    const now = performance.now();
    if (now - last < EVERY_MS && (finished || done !== total)) return;
    last = now;
    finished = done === total;
    tell(done, total);
  };
}

async function answerCall(call: Extract<ToWorker, { type: "call" }>) {
  const { id } = call;
  try {
    const tell = throttled((done, total) => post({ progress: { done, total } }));
    const result = home(call, tell);
    // An answer that needs no waiting goes out at once: answers keep the order of the questions.
    post({ id, result: result instanceof Promise ? await result : result });
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

async function work(job: Extract<ToWorker, { type: "job" }>) {
  const { id } = job;
  const tell = throttled((done, total) => post({ id, progress: { done, total } }));
  try {
    const { result, transfer } = await perform(job, tell);
    post({ id, result }, transfer);
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

async function perform(
  job: Extract<ToWorker, { type: "job" }>,
  tell: (done: number, total: number) => void,
): Promise<{ result: unknown; transfer: Transferable[] }> {
  const { id } = job;
  if ("call" in job) {
    const out = {
      send: (chunk: Uint8Array<ArrayBuffer>) => post({ id, chunk }, [chunk.buffer]),
      alive: () => post({ id, progress: { done: 0, total: 0 } }),
      tell,
    };
    const call = (readings as Record<ReadCall, (out: Out, ...args: unknown[]) => unknown>)[job.call];
    return { result: await call(out, ...job.args), transfer: [] };
  }
  if (job.what === "index") {
    const result = await answer(core.indexArchive(job.file, job.any, tell), job.file);
    return { result, transfer: result ? [result.buffer] : [] };
  }
  const event = (event: StretchEvent) => post({ id, event });
  return job.what === "scan" ? scanStretch(job, tell, event) : hashLayer(job, tell);
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "boot") core.initSync({ module: data.module });
  else if (data.type === "call") answerCall(data);
  else if (data.type === "job") work(data);
  else if (data.type === "steer") steer(data);
  else lent(data);
};
