// A few workers and a queue of jobs for them. A worker that traps or falls silent is ended and replaced; its job fails.

import type { Hashed, ProblemInfo } from "../../pkg/layerscope.js";
import { lend } from "./borrowing.ts";
import { cancelled, problem } from "./problem.ts";
import type { ReadAnswer, ReadCall } from "./reading.ts";
import type { Scanned, StretchEvent } from "./stretch.ts";
import { Watchdog } from "./watchdog.ts";
import type { FromWorker } from "./worker.ts";

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
export type Queued = Task & { resolve: (value: never) => void; reject: (problem: ProblemInfo) => void };
export type Slot = { worker: Worker; id: number; task: Queued | null; memory: number; dog: Watchdog; held: boolean };

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

/** A scanner that is silent for this long counts as stuck. */
const SILENCE_MS = 30_000;

/** The part of a task that a worker gets. */
function job(task: Queued) {
  if ("call" in task) return { what: task.what, call: task.call, args: task.args };
  if (task.what === "index") return { what: task.what, file: task.file, any: task.any };
  if (task.what === "scan") return { what: task.what, file: task.file, plan: task.plan, from: task.from };
  return { what: task.what, file: task.file, plan: task.plan, files: task.files, proven: task.proven };
}

export class Pool {
  #spawn: () => Worker;
  #atOnce: Partial<Record<Task["what"], number>>;
  #slots: Slot[] = [];
  #queue: Queued[] = [];
  #next = 1;
  /** Bytes of linear memory that ended scanners had. */
  #ended = 0;
  /** How many of a kind may go on; the others are held where they are. */
  #pace: Partial<Record<Task["what"], number>> = {};

  /**
   * @param spawn a booted worker
   * @param atOnce how many of a kind run at most
   */
  constructor(spawn: () => Worker, atOnce: Partial<Record<Task["what"], number>>) {
    this.#spawn = spawn;
    this.#atOnce = atOnce;
  }

  /** Starts scanners ahead of the first job: a worker takes some 50 ms to boot. */
  warm(count: number) {
    while (this.#slots.length < count) this.#start();
  }

  /**
   * Queues one job. Resolves with what the worker answers, rejects with a Problem.
   * @param signal ends this job alone
   */
  run<T extends Task>(task: T, signal?: AbortSignal): Promise<Outcome<T>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      const queued = { ...task, resolve, reject };
      signal?.addEventListener("abort", () => this.#drop(queued), { once: true });
      this.#queue.push(queued);
      this.#feed();
    });
  }

  #drop(task: Queued) {
    const at = this.#queue.indexOf(task);
    if (at >= 0) this.#queue.splice(at, 1)[0]?.reject(cancelled());
    const slot = this.#slots.find((other) => other.task === task);
    if (!slot) return;
    this.#end(slot, cancelled());
    this.#feed();
  }

  /** Ends what runs and forgets what waits, of one kind or of all; idle scanners stay for the next job. */
  clear(kind?: Task["what"]) {
    const ends = (task: Queued | null) => task && (kind ?? task.what) === task.what;
    const waiting = this.#queue.filter(ends);
    this.#queue = this.#queue.filter((task) => !ends(task));
    for (const task of waiting) task.reject(cancelled());
    for (const slot of [...this.#slots]) if (ends(slot.task)) this.#end(slot, cancelled());
  }

  /** Ends everything. */
  stop() {
    this.clear();
    for (const slot of [...this.#slots]) this.#end(slot, cancelled());
  }

  /** Bytes of linear memory of all scanners so far, by their last reports. */
  memory() {
    return this.#slots.reduce((sum, slot) => sum + slot.memory, this.#ended);
  }

  /** Says something to the worker that does a job, as long as it does. */
  steer(layer: Task["layer"], which: (task: Task) => boolean, message: object) {
    const slot = this.#slots.find(({ task }) => task?.layer === layer && which(task));
    slot?.worker.postMessage({ type: "steer", ...message });
  }

  /** Some of a kind wait for their turn. */
  waits(kind: Task["what"]) {
    return this.#queue.some((task) => task.what === kind);
  }

  /** Lets so many of a kind go on, and holds the others until it is called again. */
  pace(kind: Task["what"], most: number) {
    this.#pace[kind] = most;
    this.#hold();
  }

  #hold() {
    const going: Partial<Record<Task["what"], number>> = {};
    // The oldest worker goes first.
    for (const slot of this.#slots.toSorted((a, b) => a.id - b.id)) {
      const { task } = slot;
      if (!task) continue;
      const at = (going[task.what] ?? 0) + 1;
      going[task.what] = at;
      const hold = at > (this.#pace[task.what] ?? at);
      if (hold === slot.held) continue;
      slot.held = hold;
      slot.worker.postMessage({ type: "steer", hold });
      // A held worker is silent.
      if (hold) slot.dog.stop();
      else slot.dog.feed();
    }
  }

  /** One more of a kind would run at once. */
  room(kind: Task["what"]) {
    return this.#slots.filter((slot) => slot.task?.what === kind).length < (this.#atOnce[kind] ?? 0);
  }

  /** In their order, but a kind that has to wait holds up no other. */
  #feed() {
    for (const task of [...this.#queue]) {
      if (!this.room(task.what)) continue;
      const slot = this.#slots.find((s) => !s.task) ?? this.#start();
      this.#queue.splice(this.#queue.indexOf(task), 1);
      slot.task = task;
      slot.id = this.#next++;
      slot.dog.feed();
      slot.worker.postMessage({ type: "job", id: slot.id, ...job(task) });
    }
    this.#hold();
  }

  #start(): Slot {
    const slot: Slot = {
      worker: this.#spawn(),
      id: 0,
      task: null,
      memory: 0,
      held: false,
      dog: new Watchdog(SILENCE_MS, () => this.#stuck(slot)),
    };
    slot.worker.onmessage = ({ data }) => this.#receive(slot, data);
    slot.worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(slot, event.message);
    };
    this.#slots.push(slot);
    return slot;
  }

  #receive(slot: Slot, data: FromWorker) {
    if ("borrow" in data) {
      if (slot.task && !slot.held) slot.dog.feed();
      return void lend(slot.worker, data.borrow);
    }
    slot.memory = data.memory;
    if (data.id !== slot.id || !slot.task) return;
    if (data.crash !== undefined) return this.#crash(slot, data.crash);
    if (data.event) return "onEvent" in slot.task && slot.task.onEvent?.(data.event);
    if (data.chunk) {
      slot.dog.feed();
      return "onChunk" in slot.task && slot.task.onChunk(data.chunk);
    }
    if (data.progress) {
      if (!slot.held) slot.dog.feed();
      return slot.task.onProgress(data.progress.done, data.progress.total);
    }
    const task = slot.task;
    slot.task = null;
    slot.dog.stop();
    if (slot.held) slot.worker.postMessage({ type: "steer", hold: false });
    slot.held = false;
    if (data.error) task.reject(data.error);
    else task.resolve(data.result as never);
    this.#feed();
  }

  #stuck(slot: Slot) {
    const layer = slot.task?.layer ?? null;
    const what = layer === null ? "Reading" : "Reading this layer";
    this.#end(slot, problem("worker-stuck", `${what} made no progress for 30 seconds and was stopped.`, { layer }));
    this.#feed();
  }

  #crash(slot: Slot, detail: string) {
    const layer = slot.task?.layer ?? null;
    const what = layer === null ? "this" : "this layer";
    this.#end(
      slot,
      problem("worker-crashed", `The part of the page that read ${what} stopped working.`, { layer, detail }),
    );
    this.#feed();
  }

  #end(slot: Slot, why: ProblemInfo) {
    slot.dog.stop();
    slot.worker.terminate();
    this.#ended += slot.memory;
    this.#slots.splice(this.#slots.indexOf(slot), 1);
    slot.task?.reject(why);
    slot.task = null;
  }
}
