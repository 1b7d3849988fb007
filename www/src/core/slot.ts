// One worker of a pool and the task that it does: passes on what the worker reports, and notices when it traps or falls silent.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import { lend } from "./borrowing.ts";
import { problem } from "./problem.ts";
import type { Queued } from "./tasks.ts";
import { job } from "./tasks.ts";
import { Watchdog } from "./watchdog.ts";
import type { FromWorker } from "./worker.ts";

/** A worker that has reported nothing for this long is taken to be stuck. */
const SILENCE_MS = 30_000;

/** Whom a slot tells: its task is done and it is free, or its worker can't be used any more and the task fails. */
export type Owner = { free: (slot: Slot) => void; broken: (slot: Slot, why: ProblemInfo) => void };

export class Slot {
  /** Of its last task; tasks are numbered in the order in which they began. */
  id = 0;
  queued: Queued | null = null;
  /** Bytes of linear memory, as last reported. */
  memory = 0;
  #held = false;
  #worker: Worker;
  #owner: Owner;
  #dog = new Watchdog(SILENCE_MS, () => this.#stuck());

  constructor(worker: Worker, owner: Owner) {
    this.#worker = worker;
    this.#owner = owner;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message);
    };
  }

  get task() {
    return this.queued?.task ?? null;
  }

  /** Starts a task. */
  give(queued: Queued, id: number) {
    this.queued = queued;
    this.id = id;
    this.#dog.feed();
    this.#worker.postMessage({ type: "job", id, ...job(queued.task) });
  }

  steer(message: object) {
    this.#worker.postMessage({ type: "steer", ...message });
  }

  /** Holds the task where it is, or lets it go on. */
  hold(hold: boolean) {
    if (hold === this.#held) return;
    this.#held = hold;
    this.steer({ hold });
    // A worker that is held is silent.
    if (hold) this.#dog.stop();
    else this.#dog.feed();
  }

  /** Ends the worker; the caller that waits for its task gets `why`. */
  end(why: ProblemInfo) {
    this.#dog.stop();
    this.#worker.terminate();
    this.queued?.reject(why);
    this.queued = null;
  }

  #alive() {
    if (!this.#held) this.#dog.feed();
  }

  #receive(data: FromWorker) {
    if ("borrow" in data) {
      if (this.queued) this.#alive();
      return void lend(this.#worker, data.borrow);
    }
    this.memory = data.memory;
    const { task } = this;
    if (data.id !== this.id || !task) return;
    if (data.crash !== undefined) return this.#crash(data.crash);
    if (data.event) return "onEvent" in task && task.onEvent?.(data.event);
    if (data.chunk) {
      this.#alive();
      return "onChunk" in task && task.onChunk(data.chunk);
    }
    if (data.progress) {
      this.#alive();
      return task.onProgress(data.progress.done, data.progress.total);
    }
    this.#done(data);
  }

  #done({ error, result }: { error?: ProblemInfo; result?: unknown }) {
    const { queued } = this;
    this.queued = null;
    this.#dog.stop();
    if (this.#held) this.steer({ hold: false });
    this.#held = false;
    if (error) queued?.reject(error);
    else queued?.resolve(result);
    this.#owner.free(this);
  }

  #stuck() {
    const layer = this.task?.layer ?? null;
    const what = layer === null ? "Reading" : "Reading this layer";
    this.#owner.broken(
      this,
      problem("worker-stuck", `${what} made no progress for 30 seconds and was stopped.`, { layer }),
    );
  }

  #crash(detail: string) {
    const layer = this.task?.layer ?? null;
    const what = layer === null ? "this" : "this layer";
    this.#owner.broken(
      this,
      problem("worker-crashed", `The part of the page that read ${what} stopped working.`, { layer, detail }),
    );
  }
}
