// How far reading has come: adds up what the workers report and tells it at most ten times a second.

/** @import { Job } from "../pkg/layerscope.js" */

/**
 * How far reading is. `done` and `total` are bytes of the phase, files while listing (then `total` is 0), steps of a report; `layers` are being
 * read now.
 * @typedef {{ phase: "listing" | "indexing" | "scanning" | "verifying" | "saving" | "comparing", done: number, total: number, layers: { index: number, done: number, total: number }[] }} Progress
 */

const EVERY_MS = 100;

export class Tally {
  #tell;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Progress["phase"]} */
  #phase = "indexing";
  /** @type {Map<number, { done: number, total: number, running: boolean }>} */
  #layers = new Map();
  #index = { done: 0, total: 0 };

  /** @param {(progress: Progress) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /** The archive's own index is being read. @param {number} done @param {number} total */
  indexing(done, total) {
    this.#phase = "indexing";
    this.#index = { done, total };
    this.#soon();
  }

  /** A phase begins in which these layers are read. @param {"scanning" | "verifying" | "comparing"} phase @param {Job[]} jobs */
  start(phase, jobs) {
    this.#phase = phase;
    this.#layers = new Map(jobs.map((job) => [job.layer, { done: 0, total: job.stored, running: false }]));
    if (jobs.length > 0) this.#soon();
  }

  /** @param {number} layer @param {number} done @param {number} total */
  at(layer, done, total) {
    this.#layers.set(layer, { done, total, running: true });
    this.#soon();
  }

  /** @param {number} layer */
  finished(layer) {
    const at = this.#layers.get(layer);
    if (!at) return;
    this.#layers.set(layer, { done: at.total, total: at.total, running: false });
    this.#soon();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #soon() {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell(this.#sum());
    }, EVERY_MS);
  }

  /** @returns {Progress} */
  #sum() {
    if (this.#phase === "indexing") return { phase: "indexing", ...this.#index, layers: [] };
    let done = 0;
    let total = 0;
    /** @type {Progress["layers"]} */
    const layers = [];
    for (const [index, layer] of this.#layers) {
      done += layer.done;
      total += layer.total;
      if (layer.running) layers.push({ index, done: layer.done, total: layer.total });
    }
    return { phase: this.#phase, done, total, layers };
  }
}
