// Archives that are to join the open ones: each is indexed by a worker that does nothing else, one after the other, so that nobody waits for it.

import { Pool } from "./pool.js";

/**
 * Archives that are read to stand beside the open ones, one after the other: the name of the one that is being read, its number from 1, how many
 * there are, and bytes of all.
 * @typedef {{ name: string, at: number, of: number, done: number, total: number }} AddingProgress
 */

export class Adding {
  #tell;
  /** There while something is read. @type {Pool | null} */
  #pool = null;
  /** Whatever has been asked for since nothing was read. @type {{ file: File, done: number, over: boolean }[]} */
  #all = [];

  /** @param {(told: AddingProgress | null) => void} tell how far all of them are; null = nothing is read any more */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * The index of one file, for the session. Rejects with a Problem.
   * @param {File} file
   * @param {boolean} any it may be anything: null where nothing in it describes images
   * @param {() => Worker} spawn a booted worker
   * @returns {Promise<Uint8Array | null>}
   */
  async index(file, any, spawn) {
    const mine = { file, done: 0, over: false };
    this.#all.push(mine);
    this.#pool ??= new Pool(spawn, { index: 1 });
    this.#told();
    const onProgress = (/** @type {number} */ done) => {
      mine.done = done;
      this.#told();
    };
    try {
      return await this.#pool.run({ what: "index", layer: null, file, any, onProgress });
    } finally {
      mine.over = true;
      if (this.#all.includes(mine)) this.#told();
    }
  }

  /** Ends what runs and what waits; who waits for it gets "cancelled". */
  stop() {
    if (!this.#pool) return;
    this.#pool.stop();
    this.#pool = null;
    this.#all = [];
    this.#tell(null);
  }

  #told() {
    const at = this.#all.findIndex(({ over }) => !over);
    const now = this.#all[at];
    if (!now) return this.stop();
    const sum = (/** @type {(one: { file: File, done: number, over: boolean }) => number} */ bytes) =>
      this.#all.reduce((all, one) => all + bytes(one), 0);
    const done = sum(({ file, done, over }) => (over ? file.size : Math.min(done, file.size)));
    this.#tell({ name: now.file.name, at: at + 1, of: this.#all.length, done, total: sum(({ file }) => file.size) });
  }
}
