// Archives that are to join the open ones: one worker indexes them one after the other and does nothing else, so that no other task waits for it.

import { Pool } from "./pool.ts";

/**
 * Archives that are read to stand beside the open ones, one after the other: the name of the one that is being read, its number from 1, how many
 * there are, and bytes of all.
 */
export type AddingProgress = { name: string; at: number; of: number; done: number; total: number };

export class Adding {
  #tell: (told: AddingProgress | null) => void;
  /** There while something is read. */
  #pool: Pool | null = null;
  /** Whatever has been asked for since nothing was read. */
  #all: { file: File; done: number; over: boolean }[] = [];

  /** @param tell how far all of them are; null = nothing is read any more */
  constructor(tell: (told: AddingProgress | null) => void) {
    this.#tell = tell;
  }

  /**
   * The index of one file, for the session. Rejects with a Problem.
   * @param any it may be anything: null where nothing in it describes images
   * @param spawn a booted worker
   */
  async index(file: File, any: boolean, spawn: () => Worker): Promise<Uint8Array | null> {
    const mine = { file, done: 0, over: false };
    this.#all.push(mine);
    this.#pool ??= new Pool(spawn, { index: 1 });
    this.#told();
    const onProgress = (done: number) => {
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
    const sum = (bytes: (one: { file: File; done: number; over: boolean }) => number) =>
      this.#all.reduce((all, one) => all + bytes(one), 0);
    const done = sum(({ file, done, over }) => (over ? file.size : Math.min(done, file.size)));
    this.#tell({ name: now.file.name, at: at + 1, of: this.#all.length, done, total: sum(({ file }) => file.size) });
  }
}
