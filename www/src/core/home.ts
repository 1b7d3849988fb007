// The page's side of the home worker: calls go out with a number, answers come back by that number.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import { lend } from "./borrowing.ts";
import type { Answer, Args, Call } from "./home-calls.ts";
import { cancelled, problem } from "./problem.ts";
import { Watchdog } from "./watchdog.ts";
import type { FromWorker } from "./worker.ts";

/** Merging a layer of a million entries takes seconds; who owes an answer for so long will give none. */
const SILENCE_MS = 60_000;

export class Home {
  #worker: Worker;
  #next = 1;
  #pending: Map<number, { resolve: (result: unknown) => void; reject: (problem: ProblemInfo) => void }> = new Map();
  /** why no answer will come any more */
  #over: ProblemInfo | null = null;

  #dog = new Watchdog(SILENCE_MS, () =>
    this.#fail(problem("worker-stuck", "The part of the page that holds the image did not answer for a minute.")),
  );

  /** Bytes of its linear memory by the last report. */
  memory = 0;
  onProgress: (done: number, total: number) => void = () => {};
  /** The worker is gone; all pending calls have been rejected. */
  onCrash: (problem: ProblemInfo) => void = () => {};

  constructor(worker: Worker, module: WebAssembly.Module) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message);
    };
    worker.postMessage({ type: "boot", module });
  }

  /** Makes a call of the home worker. Rejects with a ProblemInfo. */
  call<M extends Call>(method: M, ...args: Args<M>): Promise<Answer<M>> {
    return this.give([], method, ...args);
  }

  /** The same, and hands the memory of some arguments over. */
  give<M extends Call>(transfer: Transferable[], method: M, ...args: Args<M>): Promise<Answer<M>> {
    if (this.#over) return Promise.reject(this.#over);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      // The answer to a call is what its method gives.
      this.#pending.set(id, { resolve: (result) => resolve(result as Answer<M>), reject });
      this.#worker.postMessage({ type: "call", id, method, args }, transfer);
      if (this.#pending.size === 1) this.#dog.feed();
    });
  }

  /**
   * Ends the worker at once.
   * @param why what pending calls reject with
   */
  stop(why: ProblemInfo = cancelled()) {
    if (this.#over) return;
    this.#over = why;
    this.#dog.stop();
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(why);
    this.#pending.clear();
  }

  #receive(data: FromWorker) {
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
      else call?.resolve(data.result);
    }
    if (this.#pending.size > 0) this.#dog.feed();
    else this.#dog.stop();
  }

  #crash(detail: string) {
    this.#fail(problem("worker-crashed", "The part of the page that holds the image stopped working.", { detail }));
  }

  #fail(why: ProblemInfo) {
    if (this.#over) return;
    this.stop(why);
    this.onCrash(why);
  }
}
