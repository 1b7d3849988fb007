// A file as the core's tasks read it: streamed where they want what follows, in small reads where they leap.

import { borrow } from "./borrowing.ts";
import type { Flow } from "./flow.ts";
import { sliced, streamed } from "./flow.ts";

/** A small read after two leaps: a header and the few bytes around it. */
const HEADER = 8 << 10;
/** … and where headers have stood closer. */
const AROUND = 32 << 10;
/** Less than this is read at once, however it is asked for. */
const WHOLE = 256 << 10;
/** Bytes that a stream brings in about a millisecond: a gap of that size costs as long. */
const A_MS = 512 << 10;

const EMPTY: Uint8Array = new Uint8Array();

/** Workers can't read files where page and worker count as two sites (WebKit, page from `file://`): found by the first read. */
let borrowing = false;

/** Some bytes of a file. Rejects with what the browser says. */
export async function bytesOf(file: File, from: number, to: number): Promise<Uint8Array> {
  if (borrowing) return borrow(file, from, to);
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (error) {
    // If only the worker can't read it, the page, which gave it the file, can.
    const bytes = await borrow(file, from, to).catch(() => {
      throw error;
    });
    borrowing = true;
    return bytes;
  }
}

export class Source {
  size: number;
  #file: File;
  #chunk: Uint8Array = EMPTY;
  #base = 0;
  #flow: Flow | null = null;
  /** Where the flow ends. */
  #end = 0;
  /** The last small read led to another leap. */
  #far = false;
  /** Milliseconds of a small read, on the whole: the browsers differ by a factor of five. */
  #leap = 0.9;

  constructor(file: File) {
    this.#file = file;
    this.size = file.size;
  }

  /** The bytes from `at` on that are here; null when none are. */
  there(at: number) {
    const from = at - this.#base;
    return from >= 0 && from < this.#chunk.length ? this.#chunk.subarray(from) : null;
  }

  /**
   * Fetches the bytes from `at` on, some of them; none at the end of the file. Rejects with what the browser says.
   * @param end nothing after it is wanted
   * @param through all up to there is
   */
  async read(at: number, end: number, through: boolean) {
    const last = this.#base + this.#chunk.length;
    const stop = Math.min(end, this.size);
    const near = at >= last && last > 0 && at - last <= this.#leap * A_MS;
    // The open flow ends with its own span: later bytes are another flow.
    if (!this.#flow || !near || at >= this.#end) {
      this.stop();
      if (at >= stop) return EMPTY;
      if (stop - at <= WHOLE && through) return this.#small(at, stop);
      if (!through && !near) {
        const size = this.#far ? HEADER : AROUND;
        this.#far = true;
        return this.#small(at, Math.min(at + size, stop));
      }
      this.#far = false;
      this.#flow = borrowing ? this.#borrowed(at, stop) : streamed(this.#file, at, stop);
      this.#end = stop;
      this.#base = at;
      this.#chunk = EMPTY;
    }
    return this.#on(at);
  }

  /** Reads on until `at` is there. */
  async #on(at: number) {
    do {
      this.#base += this.#chunk.length;
      this.#chunk = EMPTY;
      this.#chunk = await this.#next();
    } while (this.#chunk.length > 0 && this.#base + this.#chunk.length <= at);
    return this.there(at) ?? EMPTY;
  }

  async #next() {
    try {
      return (await this.#flow?.next()) ?? EMPTY;
    } catch (error) {
      this.stop();
      if (borrowing) throw error;
      // If only the worker can't read it, the page, which gave it the file, can.
      const flow = this.#borrowed(this.#base, this.#end);
      const chunk = await flow.next().catch(() => {
        throw error;
      });
      this.#flow = flow;
      borrowing = true;
      return chunk;
    }
  }

  async #small(from: number, to: number) {
    const began = performance.now();
    this.#chunk = await bytesOf(this.#file, from, to);
    this.#base = from;
    this.#leap += (Math.min(performance.now() - began, 5) - this.#leap) / 16;
    return this.#chunk;
  }

  #borrowed(from: number, end: number) {
    return sliced((a, b) => borrow(this.#file, a, b), from, end);
  }

  /** Nothing more is wanted for now. */
  stop() {
    this.#flow?.stop();
    this.#flow = null;
  }
}
