// A few workers and a queue of jobs for them. A worker that traps or falls silent is ended and replaced; its job fails.

import { lend } from "./borrowing.js";
import { cancelled, problem } from "./problem.js";
import { Watchdog } from "./watchdog.js";

/** @import { Hashed, ProblemInfo } from "../pkg/layerscope.js" */
/** @import { ReadAnswer, ReadCall } from "./reading.js" */
/** @import { Scanned, StretchEvent } from "./stretch.js" */
/** @import { FromWorker } from "./worker.js" */

/**
 * Scanning and hashing go by a layer's plan; reading and saving name one of the calls of reading.js and its arguments; indexing takes a file.
 * @typedef {{ what: "scan", layer: number, file: File, plan: Uint8Array, from: number, onEvent?: (event: StretchEvent) => void }} ScanTask
 * @typedef {{ what: "hash", layer: number, file: File, plan: Uint8Array, files: Float64Array, proven: boolean }} HashTask
 * @typedef {{ what: "read" | "sum" | "save" | "make", layer: null, call: ReadCall, args: unknown[], onChunk: (chunk: Uint8Array<ArrayBuffer>) => void }} ReadTask
 * @typedef {{ what: "index", layer: null, file: File, any: boolean }} IndexTask
 * @typedef {(ScanTask | HashTask | ReadTask | IndexTask) & { onProgress: (done: number, total: number) => void }} Task
 * @typedef {Task & { resolve: (value: never) => void, reject: (problem: ProblemInfo) => void }} Queued
 * @typedef {{ worker: Worker, id: number, task: Queued | null, memory: number, dog: Watchdog, held: boolean }} Slot
 */

/**
 * What a task comes to.
 * @template T
 * @typedef {T extends { what: "scan" } ? Scanned : T extends { what: "hash" } ? Hashed : T extends { what: "index" } ? Uint8Array<ArrayBuffer> | null : T extends { call: infer C extends ReadCall } ? ReadAnswer<C> : never} Outcome
 */

/** A scanner that has told nothing for this long is taken to be stuck. */
const SILENCE_MS = 30_000;

/** What a worker is told of a task. @param {Queued} task */
function job(task) {
  if ("call" in task) return { what: task.what, call: task.call, args: task.args };
  if (task.what === "index") return { what: task.what, file: task.file, any: task.any };
  if (task.what === "scan") return { what: task.what, file: task.file, plan: task.plan, from: task.from };
  return { what: task.what, file: task.file, plan: task.plan, files: task.files, proven: task.proven };
}

export class Pool {
  #spawn;
  #atOnce;
  /** @type {Slot[]} */
  #slots = [];
  /** @type {Queued[]} */
  #queue = [];
  #next = 1;
  /** Bytes of linear memory that ended scanners had. */
  #ended = 0;
  /** How many of a kind may go on; the others are held where they are. @type {Partial<Record<Task["what"], number>>} */
  #pace = {};

  /** @param {() => Worker} spawn a booted worker @param {Partial<Record<Task["what"], number>>} atOnce how many of a kind run at most */
  constructor(spawn, atOnce) {
    this.#spawn = spawn;
    this.#atOnce = atOnce;
  }

  /** Starts scanners ahead of the first job: a worker takes some 50 ms to boot. @param {number} count */
  warm(count) {
    while (this.#slots.length < count) this.#start();
  }

  /**
   * Queues one job. Resolves with what the worker answers, rejects with a Problem.
   * @template {Task} T
   * @param {T} task
   * @param {AbortSignal} [signal] ends this job alone
   * @returns {Promise<Outcome<T>>}
   */
  run(task, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      const queued = { ...task, resolve, reject };
      signal?.addEventListener("abort", () => this.#drop(queued), { once: true });
      this.#queue.push(queued);
      this.#feed();
    });
  }

  /** @param {Queued} task */
  #drop(task) {
    const at = this.#queue.indexOf(task);
    if (at >= 0) this.#queue.splice(at, 1)[0]?.reject(cancelled());
    const slot = this.#slots.find((other) => other.task === task);
    if (!slot) return;
    this.#end(slot, cancelled());
    this.#feed();
  }

  /** Ends what runs and forgets what waits, of one kind or of all; idle scanners stay for the next job. @param {Task["what"]} [kind] */
  clear(kind) {
    const ends = (/** @type {Queued | null} */ task) => task && (kind ?? task.what) === task.what;
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

  /** Bytes of linear memory of all scanners there have been, as last told. */
  memory() {
    return this.#slots.reduce((sum, slot) => sum + slot.memory, this.#ended);
  }

  /** Says something to the worker that does a job, as long as it does. @param {Task["layer"]} layer @param {(task: Task) => boolean} which @param {object} message */
  steer(layer, which, message) {
    const slot = this.#slots.find(({ task }) => task?.layer === layer && which(task));
    slot?.worker.postMessage({ type: "steer", ...message });
  }

  /** Some of a kind wait for their turn. @param {Task["what"]} kind */
  waits(kind) {
    return this.#queue.some((task) => task.what === kind);
  }

  /** Lets so many of a kind go on, and holds the others until it is called again. @param {Task["what"]} kind @param {number} most */
  pace(kind, most) {
    this.#pace[kind] = most;
    this.#hold();
  }

  #hold() {
    /** @type {Partial<Record<Task["what"], number>>} */
    const going = {};
    // Who came first goes first.
    for (const slot of this.#slots.toSorted((a, b) => a.id - b.id)) {
      const { task } = slot;
      if (!task) continue;
      const at = (going[task.what] ?? 0) + 1;
      going[task.what] = at;
      const hold = at > (this.#pace[task.what] ?? at);
      if (hold === slot.held) continue;
      slot.held = hold;
      slot.worker.postMessage({ type: "steer", hold });
      // Who is held is silent.
      if (hold) slot.dog.stop();
      else slot.dog.feed();
    }
  }

  /** One more of a kind would run at once. @param {Task["what"]} kind */
  room(kind) {
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

  /** @returns {Slot} */
  #start() {
    /** @type {Slot} */
    const slot = {
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

  /** @param {Slot} slot @param {FromWorker} data */
  #receive(slot, data) {
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
    else task.resolve(/** @type {never} */ (data.result));
    this.#feed();
  }

  /** @param {Slot} slot */
  #stuck(slot) {
    const layer = slot.task?.layer ?? null;
    const what = layer === null ? "Reading" : "Reading this layer";
    this.#end(slot, problem("worker-stuck", `${what} made no progress for 30 seconds and was stopped.`, { layer }));
    this.#feed();
  }

  /** @param {Slot} slot @param {string} detail */
  #crash(slot, detail) {
    const layer = slot.task?.layer ?? null;
    const what = layer === null ? "this" : "this layer";
    this.#end(
      slot,
      problem("worker-crashed", `The part of the page that read ${what} stopped working.`, { layer, detail }),
    );
    this.#feed();
  }

  /** @param {Slot} slot @param {ProblemInfo} why */
  #end(slot, why) {
    slot.dog.stop();
    slot.worker.terminate();
    this.#ended += slot.memory;
    this.#slots.splice(this.#slots.indexOf(slot), 1);
    slot.task?.reject(why);
    slot.task = null;
  }
}
