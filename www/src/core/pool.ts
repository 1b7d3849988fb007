// A few workers and a queue of tasks for them. A worker that traps or falls silent is ended and replaced; its task fails.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import { cancelled } from "./problem.ts";
import { Slot } from "./slot.ts";
import type { Kind, Outcome, Queued, Task } from "./tasks.ts";

export class Pool {
  #spawn: () => Worker;
  #atOnce: Partial<Record<Kind, number>>;
  #slots: Slot[] = [];
  #queue: Queued[] = [];
  #next = 1;
  /** Bytes of linear memory that ended workers had. */
  #ended = 0;
  /** How many of a kind may go on; the others are held where they are. */
  #pace: Partial<Record<Kind, number>> = {};

  /**
   * @param spawn a booted worker
   * @param atOnce how many of a kind run at most
   */
  constructor(spawn: () => Worker, atOnce: Partial<Record<Kind, number>>) {
    this.#spawn = spawn;
    this.#atOnce = atOnce;
  }

  /** Starts workers ahead of the first task: a worker takes some 50 ms to boot. */
  warm(count: number) {
    while (this.#slots.length < count) this.#start();
  }

  /**
   * Resolves with what the worker answers, rejects with a Problem.
   * @param signal ends this task alone
   */
  run<T extends Task>(task: T, signal?: AbortSignal): Promise<Outcome<T>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled());
      // The worker's answer to a task is that task's outcome.
      const queued: Queued = { task, resolve: (result) => resolve(result as Outcome<T>), reject };
      signal?.addEventListener("abort", () => this.#drop(queued), { once: true });
      this.#queue.push(queued);
      this.#feed();
    });
  }

  #drop(queued: Queued) {
    const at = this.#queue.indexOf(queued);
    if (at >= 0) this.#queue.splice(at, 1)[0]?.reject(cancelled());
    const slot = this.#slots.find((other) => other.queued === queued);
    if (!slot) return;
    this.#end(slot, cancelled());
    this.#feed();
  }

  /** Ends what runs and forgets what waits, of one kind or of all; idle workers stay for the next task. */
  clear(kind?: Kind) {
    const ends = (task: Task | null) => task && (kind ?? task.what) === task.what;
    const waiting = this.#queue.filter(({ task }) => ends(task));
    this.#queue = this.#queue.filter(({ task }) => !ends(task));
    for (const { reject } of waiting) reject(cancelled());
    for (const slot of [...this.#slots]) if (ends(slot.task)) this.#end(slot, cancelled());
  }

  /** Ends everything. */
  stop() {
    this.clear();
    for (const slot of [...this.#slots]) this.#end(slot, cancelled());
  }

  /** Bytes of linear memory of all workers there have been, as last reported. */
  memory() {
    return this.#slots.reduce((sum, slot) => sum + slot.memory, this.#ended);
  }

  /** Says something to the worker that does a task, as long as it does. */
  steer(layer: Task["layer"], which: (task: Task) => boolean, message: object) {
    this.#slots.find(({ task }) => task?.layer === layer && which(task))?.steer(message);
  }

  /** Some of a kind wait for their turn. */
  waits(kind: Kind) {
    return this.#queue.some(({ task }) => task.what === kind);
  }

  /** Lets so many of a kind go on, and holds the others until it is called again. */
  pace(kind: Kind, most: number) {
    this.#pace[kind] = most;
    this.#hold();
  }

  #hold() {
    const going: Partial<Record<Kind, number>> = {};
    // The oldest worker goes first.
    for (const slot of this.#slots.toSorted((a, b) => a.id - b.id)) {
      const { task } = slot;
      if (!task) continue;
      const at = (going[task.what] ?? 0) + 1;
      going[task.what] = at;
      slot.hold(at > (this.#pace[task.what] ?? at));
    }
  }

  /** One more of a kind would run at once. */
  room(kind: Kind) {
    return this.#slots.filter((slot) => slot.task?.what === kind).length < (this.#atOnce[kind] ?? 0);
  }

  /** In their order, but a kind that has to wait holds up no other. */
  #feed() {
    for (const queued of [...this.#queue]) {
      if (!this.room(queued.task.what)) continue;
      const slot = this.#slots.find((s) => !s.queued) ?? this.#start();
      this.#queue.splice(this.#queue.indexOf(queued), 1);
      slot.give(queued, this.#next++);
    }
    this.#hold();
  }

  #start(): Slot {
    const slot = new Slot(this.#spawn(), {
      free: () => this.#feed(),
      broken: (broken, why) => {
        this.#end(broken, why);
        this.#feed();
      },
    });
    this.#slots.push(slot);
    return slot;
  }

  #end(slot: Slot, why: ProblemInfo) {
    this.#ended += slot.memory;
    this.#slots.splice(this.#slots.indexOf(slot), 1);
    slot.end(why);
  }
}
