// What the pool's workers are given to do, and what each task comes to.

import type { Hashed, ProblemInfo } from "../../pkg/layerscope.js";
import type { ReadAnswer, ReadCall } from "./reading.ts";
import type { Scanned, StretchEvent } from "./stretch.ts";

/** Scanning and hashing go by a layer's plan; reading and saving name one of the calls of reading.ts and its arguments; indexing takes a file. */
export type ScanTask = {
  what: "scan";
  layer: number;
  file: File;
  plan: Uint8Array;
  from: number;
  onEvent?: (event: StretchEvent) => void;
};
export type HashTask = {
  what: "hash";
  layer: number;
  file: File;
  plan: Uint8Array;
  files: Float64Array;
  proven: boolean;
};
export type ReadTask = {
  what: "read" | "sum" | "save" | "make";
  layer: null;
  call: ReadCall;
  args: unknown[];
  onChunk: (chunk: Uint8Array<ArrayBuffer>) => void;
};
export type IndexTask = { what: "index"; layer: null; file: File; any: boolean };
export type Task = (ScanTask | HashTask | ReadTask | IndexTask) & { onProgress: (done: number, total: number) => void };
export type Kind = Task["what"];
/** A task and who waits for it. */
export type Queued = { task: Task; resolve: (result: unknown) => void; reject: (problem: ProblemInfo) => void };

/** The result of a task. */
export type Outcome<T> = T extends { what: "scan" }
  ? Scanned
  : T extends { what: "hash" }
    ? Hashed
    : T extends { what: "index" }
      ? Uint8Array<ArrayBuffer> | null
      : T extends { call: infer C extends ReadCall }
        ? ReadAnswer<C>
        : never;

/** The part of a task that a worker gets: all but the functions, which can't be sent. */
export function job(task: Task) {
  if ("call" in task) return { what: task.what, call: task.call, args: task.args };
  if (task.what === "index") return { what: task.what, file: task.file, any: task.any };
  if (task.what === "scan") return { what: task.what, file: task.file, plan: task.plan, from: task.from };
  return { what: task.what, file: task.file, plan: task.plan, files: task.files, proven: task.proven };
}
