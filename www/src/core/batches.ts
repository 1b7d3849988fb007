// A tar that the session puts in order and gives batch by batch, as it was when it began: before something changes under it the rest is fetched at once.

import type { TarBatch, TarSize } from "../../pkg/layerscope.js";
import type { Home } from "./home.ts";
import { cancelled } from "./problem.ts";

/**
 * Takes what is written piece by piece.
 * @param onProgress bytes
 */
export function gather(onProgress: (done: number, total: number) => void) {
  const chunks: Blob[] = [];
  let [done, total] = [0, 0];
  // The browser keeps Blobs where it likes, on disk when there are many.
  const onChunk = (chunk: Blob | Uint8Array<ArrayBuffer>) => {
    const blob = chunk instanceof Blob ? chunk : new Blob([chunk]);
    chunks.push(blob);
    done += blob.size;
    onProgress(Math.min(done, total), total);
  };
  const begin = (bytes: number) => {
    total = bytes;
    onProgress(0, total);
  };
  return { chunks, onChunk, begin };
}

export class Batches {
  #home: Home;
  #what: "export" | "upper";
  #started: Promise<TarSize>;
  /** The next entry that no batch has been asked for. */
  #from = 0;
  #rest: Promise<TarBatch[]> | null = null;
  #over = false;

  /**
   * @param what names the calls of the session
   * @param started its first call
   */
  constructor(home: Home, what: "export" | "upper", started: Promise<TarSize>) {
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
    this.#rest = this.#home.call(`${this.#what}Rest` as const, this.#from);
    // The writer of the batches gets the failure; there may be no writer any more.
    this.#rest.catch(() => {});
  }

  async #batch(from: number): Promise<TarBatch> {
    if (!this.#rest) return this.#home.call(`${this.#what}Batch` as const, from);
    const kept = (await this.#rest).find((one) => one.from === from);
    if (!kept) throw cancelled();
    return kept;
  }

  /** Gives each batch to `write`, one after the other. */
  async each(write: (batch: Uint8Array) => Promise<void>) {
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
