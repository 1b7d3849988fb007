// The page's side of the home worker: calls go out with a number, answers come back by that number.

import { lend } from "./borrowing.js";
import { cancelled, problem } from "./problem.js";
import { Watchdog } from "./watchdog.js";

/** @import { Problem, LayerInfo, ImageInfo } from "../types.d.ts" */

/**
 * What changed because a layer arrived, failed or was hashed. `image` only when all layers are merged.
 * @typedef {{ layers: LayerInfo[], complete: boolean, image: ImageInfo | null }} Changed
 */

/** Merging a layer of a million entries takes seconds; who owes an answer for so long will give none. */
const SILENCE_MS = 60_000;

export class Home {
  #worker;
  #next = 1;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (problem: Problem) => void }>} */
  #pending = new Map();
  /** @type {Problem | null} why no answer will come any more */
  #over = null;

  #dog = new Watchdog(SILENCE_MS, () =>
    this.#fail(problem("worker-stuck", "The part of the page that holds the image did not answer for a minute.")),
  );

  /** Bytes of its linear memory, as last told. */
  memory = 0;
  /** @type {(done: number, total: number) => void} */
  onProgress = () => {};
  /** The worker is gone; all pending calls have been rejected. @type {(problem: Problem) => void} */
  onCrash = () => {};

  /** @param {Worker} worker @param {WebAssembly.Module} module */
  constructor(worker, module) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message);
    };
    worker.postMessage({ type: "boot", module });
  }

  /**
   * Calls a method of the session. Rejects with a Problem.
   * @param {string} method
   * @param {any[]} args
   * @returns {Promise<any>}
   */
  call(method, ...args) {
    return this.give([], method, ...args);
  }

  /** The same, and hands the memory of some arguments over. @param {Transferable[]} transfer @param {string} method @param {any[]} args @returns {Promise<any>} */
  give(transfer, method, ...args) {
    if (this.#over) return Promise.reject(this.#over);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ type: "call", id, method, args }, transfer);
      if (this.#pending.size === 1) this.#dog.feed();
    });
  }

  /** Ends the worker at once. @param {Problem} [why] what pending calls reject with */
  stop(why = cancelled()) {
    if (this.#over) return;
    this.#over = why;
    this.#dog.stop();
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(why);
    this.#pending.clear();
  }

  /** @param {any} data */
  #receive(data) {
    if (this.#over) return;
    if (data.borrow) return void lend(this.#worker, data.borrow);
    this.memory = data.memory;
    if (data.crash !== undefined) this.#crash(data.crash);
    else if (data.progress) this.onProgress(data.progress.done, data.progress.total);
    else {
      const call = this.#pending.get(data.id);
      this.#pending.delete(data.id);
      if (data.error) call?.reject(data.error);
      else call?.resolve(data.result);
    }
    if (this.#pending.size > 0) this.#dog.feed();
    else this.#dog.stop();
  }

  /** @param {string} detail */
  #crash(detail) {
    this.#fail(problem("worker-crashed", "The part of the page that holds the image stopped working.", { detail }));
  }

  /** @param {Problem} why */
  #fail(why) {
    if (this.#over) return;
    this.stop(why);
    this.onCrash(why);
  }
}
