// A scan of layers whose workers and session are a test's.
import { cancelled } from "../../../www/engine/problem.js";
import { Scanning } from "../../../www/engine/scanning.js";
import { settled } from "./worker.mjs";

/** @import { ScanTask, Task } from "../../../www/engine/pool.js" */
/** @import { Tools } from "../../../www/engine/scanning.js" */

/** A job in a worker: what it was told, and what a test has it answer. */
class Running {
  /** @type {object[]} */
  steered = [];
  aborted = false;
  over = false;
  /** @type {(value: any) => void} */
  resolve = () => {};
  /** @type {(error: unknown) => void} */
  reject = () => {};

  /** @param {ScanTask & Task} task */
  constructor(task) {
    this.task = task;
  }

  /** @param {{ began?: number, missed?: number }} event */
  event(event) {
    this.task.onEvent?.(event);
  }

  /** @param {number} at */
  progress(at) {
    this.task.onProgress(at, 0);
  }

  /** @param {string} buffer @param {{ began?: number, met?: number }} [how] `met`: it ended there, where another one began */
  async done(buffer, { began = 0, met } = {}) {
    this.over = true;
    this.resolve({ buffer: { buffer }, met: met !== undefined, began, at: met ?? 0 });
    await settled();
  }

  /** @param {unknown} why */
  async fail(why) {
    this.over = true;
    this.reject(why);
    await settled();
  }
}

/** @param {number} workers @param {{ layer: number, stored: number, plain?: boolean }[]} layers */
export function scanning(workers, layers) {
  /** @type {Running[]} */
  const started = [];
  const live = () => started.filter(({ over }) => !over);
  const going = () => live().slice(0, workers);
  /** @type {any[]} what the session was asked */
  const home = [];
  /** @type {any[]} */
  const told = [];
  /** @type {number[]} */
  const finished = [];
  const tools = {
    pool: {
      room: () => live().length < workers,
      waits: () => live().length > workers,
      run(/** @type {ScanTask & Task} */ task, /** @type {AbortSignal} */ signal) {
        const running = new Running(task);
        started.push(running);
        signal.addEventListener("abort", () => {
          if (running.over) return;
          running.over = running.aborted = true;
          running.reject(cancelled());
        });
        return new Promise((resolve, reject) => Object.assign(running, { resolve, reject }));
      },
      steer(/** @type {number} */ layer, /** @type {(task: Task) => boolean} */ which, /** @type {object} */ message) {
        const found = going().find(({ task }) => task.layer === layer && which(task));
        found?.steered.push(message);
      },
    },
    home: {
      async give(/** @type {any[]} */ _, /** @type {string} */ method, /** @type {any[]} */ ...args) {
        home.push([method, args[0], args[1].map((/** @type {any} */ { buffer }) => buffer)]);
        return { layers: [] };
      },
      async call(/** @type {any[]} */ ...asked) {
        home.push(asked);
        return { layers: [] };
      },
    },
    files: [new File([], "image.tar")],
    tally: { at: () => {}, finished: (/** @type {number} */ layer) => finished.push(layer) },
    tell: (/** @type {any} */ changed) => told.push(changed),
  };
  const jobs = layers.map((job) => ({ plain: true, file: 0, plan: new Uint8Array(), ...job }));
  new Scanning(/** @type {Tools} */ (/** @type {unknown} */ (tools))).start(/** @type {any} */ (jobs));
  return {
    started,
    home,
    told,
    finished,
    /** Who walks from a byte of a layer. @param {number} from */
    at(from, layer = 0) {
      const found = live().find(({ task }) => task.from === from && task.layer === layer);
      if (!found)
        throw new Error(`nobody walks layer ${layer} from ${from}, but ${live().map(({ task }) => task.from)}`);
      return found;
    },
    /** Where they walk from, those of one layer. */
    running: () =>
      live()
        .map(({ task }) => task.from)
        .sort((a, b) => a - b),
    /** The same with layers. */
    all: () =>
      live()
        .map(({ task }) => [task.layer, task.from])
        .sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
    /** As `Pool.clear` does. */
    clear() {
      for (const running of live()) {
        running.over = true;
        running.reject(cancelled());
      }
    },
  };
}
