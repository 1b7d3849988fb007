// How far reading has come: adds up what the workers report and tells it some times a second.

import type { Job } from "../../pkg/layerscope.js";

/**
 * How far reading is. `done` and `total` are bytes of the phase, files while listing (then `total` is 0), steps of a report; `layers` are being
 * read now.
 */
export type Progress = {
  phase: "listing" | "indexing" | "scanning" | "verifying" | "saving" | "comparing";
  done: number;
  total: number;
  layers: { index: number; done: number; total: number }[];
};

/** Milliseconds between two reports. */
const EVERY_MS = 100;
/** The proof takes all cores for a long time, and each report costs it a frame. */
const EVERY_MS_OF_PROOF = 250;

export class Tally {
  #tell: (progress: Progress) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #phase: Progress["phase"] = "indexing";
  #layers: Map<number, { done: number; total: number; running: boolean }> = new Map();
  #index = { done: 0, total: 0 };

  constructor(tell: (progress: Progress) => void) {
    this.#tell = tell;
  }

  /** The archive's own index is being read. */
  indexing(done: number, total: number) {
    this.#phase = "indexing";
    this.#index = { done, total };
    this.#soon();
  }

  /** A phase begins in which these layers are read. */
  start(phase: "scanning" | "verifying" | "comparing", jobs: Job[]) {
    this.#phase = phase;
    this.#layers = new Map(jobs.map((job) => [job.layer, { done: 0, total: job.stored, running: false }]));
    if (jobs.length > 0) this.#soon();
  }

  at(layer: number, done: number, total: number) {
    this.#layers.set(layer, { done, total, running: true });
    this.#soon();
  }

  finished(layer: number) {
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
    const every = this.#phase === "verifying" ? EVERY_MS_OF_PROOF : EVERY_MS;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell(this.#sum());
    }, every);
  }

  #sum(): Progress {
    if (this.#phase === "indexing") return { phase: "indexing", ...this.#index, layers: [] };
    let done = 0;
    let total = 0;
    const layers: Progress["layers"] = [];
    for (const [index, layer] of this.#layers) {
      done += layer.done;
      total += layer.total;
      if (layer.running) layers.push({ index, done: layer.done, total: layer.total });
    }
    return { phase: this.#phase, done, total, layers };
  }
}
