// The page's side of the home worker: calls go out with a number, answers come back by that number.

import { lend } from "./borrowing.js";
import { cancelled, problem } from "./problem.js";
import { Watchdog } from "./watchdog.js";

/** @import { ProblemInfo } from "../pkg/layerscope.js" */
/** @import { Answer, Args, Call } from "./home-calls.js" */
/** @import { FromWorker } from "./worker.js" */

/** Merging a layer of a million entries takes seconds; who owes an answer for so long will give none. */
const SILENCE_MS = 60_000;

export class Home {
  #worker;
  #next = 1;
  /** @type {Map<number, { resolve: (value: never) => void, reject: (problem: ProblemInfo) => void }>} */
  #pending = new Map();
  /** @type {ProblemInfo | null} why no answer will come any more */
  #over = null;

  #dog = new Watchdog(SILENCE_MS, () =>
    this.#fail(problem("worker-stuck", "The part of the page that holds the image did not answer for a minute.")),
  );

  /** Bytes of its linear memory, as last told. */
  memory = 0;
  /** @type {(done: number, total: number) => void} */
  onProgress = () => {};
  /** The worker is gone; all pending calls have been rejected. @type {(problem: ProblemInfo) => void} */
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
   * Makes a call of the home worker. Rejects with a ProblemInfo.
   * @template {Call} M
   * @param {M} method
   * @param {Args<M>} args
   * @returns {Promise<Answer<M>>}
   */
  call(method, ...args) {
    return this.give([], method, ...args);
  }

  /**
   * The same, and hands the memory of some arguments over.
   * @template {Call} M
   * @param {Transferable[]} transfer @param {M} method @param {Args<M>} args
   * @returns {Promise<Answer<M>>}
   */
  give(transfer, method, ...args) {
    if (this.#over) return Promise.reject(this.#over);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ type: "call", id, method, args }, transfer);
      if (this.#pending.size === 1) this.#dog.feed();
    });
  }

  /** Ends the worker at once. @param {ProblemInfo} [why] what pending calls reject with */
  stop(why = cancelled()) {
    if (this.#over) return;
    this.#over = why;
    this.#dog.stop();
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(why);
    this.#pending.clear();
  }

  /** @param {FromWorker} data */
  #receive(data) {
    if (this.#over) return;
    if ("borrow" in data) return void lend(this.#worker, data.borrow);
    this.memory = data.memory;
    if (data.crash !== undefined) this.#crash(data.crash);
    else if (data.progress) this.onProgress(data.progress.done, data.progress.total);
    else {
      const id = data.id ?? 0;
      const call = this.#pending.get(id);
      this.#pending.delete(id);
      if (data.error) call?.reject(data.error);
      else call?.resolve(/** @type {never} */ (data.result));
    }
    if (this.#pending.size > 0) this.#dog.feed();
    else this.#dog.stop();
  }

  /** @param {string} detail */
  #crash(detail) {
    this.#fail(problem("worker-crashed", "The part of the page that holds the image stopped working.", { detail }));
  }

  /** @param {ProblemInfo} why */
  #fail(why) {
    if (this.#over) return;
    this.stop(why);
    this.onCrash(why);
  }
}
