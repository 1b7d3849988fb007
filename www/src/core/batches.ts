// A tar that the session puts in order and gives batch by batch, as it was when it began: before something changes under it the rest is fetched at once.

import { cancelled } from "./problem.js";

/** @import { TarBatch, TarSize } from "../pkg/layerscope.js" */
/** @import { Home } from "./home.js" */

/** Takes what is written piece by piece. @param {(done: number, total: number) => void} onProgress bytes */
export function gather(onProgress) {
  /** @type {Blob[]} */
  const chunks = [];
  let [done, total] = [0, 0];
  // The browser keeps Blobs where it likes, on disk when there are many.
  const onChunk = (/** @type {Blob | Uint8Array<ArrayBuffer>} */ chunk) => {
    const blob = chunk instanceof Blob ? chunk : new Blob([chunk]);
    chunks.push(blob);
    done += blob.size;
    onProgress(Math.min(done, total), total);
  };
  const begin = (/** @type {number} */ bytes) => {
    total = bytes;
    onProgress(0, total);
  };
  return { chunks, onChunk, begin };
}

export class Batches {
  #home;
  #what;
  #started;
  /** The next entry that no batch has been asked for. */
  #from = 0;
  /** @type {Promise<TarBatch[]> | null} */
  #rest = null;
  #over = false;

  /** @param {Home} home @param {"export" | "upper"} what names the calls of the session @param {Promise<TarSize>} started its first call */
  constructor(home, what, started) {
    this.#home = home;
    this.#what = what;
    this.#started = started;
  }

  /** How many entries and bytes of content there are. */
  get size() {
    return this.#started;
  }

  /** Fetches the rest. The session answers in order: a change that is asked for after this finds nothing more to spoil. */
  settle() {
    if (this.#over || this.#rest) return;
    this.#rest = this.#home.call(/** @type {const} */ (`${this.#what}Rest`), this.#from);
    // Whoever writes the batches is told; perhaps nobody does any more.
    this.#rest.catch(() => {});
  }

  /** @param {number} from @returns {Promise<TarBatch>} */
  async #batch(from) {
    if (!this.#rest) return this.#home.call(/** @type {const} */ (`${this.#what}Batch`), from);
    const kept = (await this.#rest).find((one) => one.from === from);
    if (!kept) throw cancelled();
    return kept;
  }

  /** Gives each batch to `write`, one after the other. @param {(batch: Uint8Array) => Promise<void>} write */
  async each(write) {
    try {
      const { entries } = await this.#started;
      let from = 0;
      do {
        this.#from = from;
        const { batch, next } = await this.#batch(from);
        this.#from = from = next;
        await write(batch);
      } while (from < entries);
    } finally {
      this.#over = true;
    }
  }
}
