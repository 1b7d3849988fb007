// A version's bytes page by page: only what is looked at is read. Text goes by whole lines, the rest by rows of bytes.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import type { Piece } from "../core/reading.ts";
import { isCancelled, RETRY_MS } from "../core/retry.ts";
import type { Line } from "./lines.ts";
import { encodingOf, linesBefore, linesFrom } from "./lines.ts";

/**
 * Where the bytes come from and how they are read; `charset` null = as bytes.
 * page: bytes of one page at most
 * What is on the screen: text has lines, the rest bytes.
 */
export type Source = {
  read: (from: number, count: number) => Promise<Piece>;
  size: number;
  charset: string | null;
  page: number;
};
/** number: of its first line, 1-based, null = not known. mark: the byte that was asked for. atEnd: it is to be seen from its end */
export type Page = {
  start: number;
  end: number;
  size: number;
  problem: ProblemInfo | null;
  bytes: Uint8Array;
  lines: Line[] | null;
  number: number | null;
  mark: number | null;
  atEnd: boolean;
};

/** Bytes of one row of a hex dump. */
export const ROW_BYTES = 16;

export class Pages {
  #changed: () => void;
  #source: Source | null = null;
  #key = "";
  #turn = 0;
  page: Page | null = null;
  /** Nothing of it could be read. */
  problem: ProblemInfo | null = null;

  /** @param changed called when another page is there */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Shows the first page, unless it is the same that is open. */
  open(key: string, make: () => Source) {
    if (key === this.#key) return;
    this.#key = key;
    const { charset, ...source } = make();
    this.#source = { ...source, charset: charset === null ? null : encodingOf(charset) };
    this.page = null;
    this.problem = null;
    this.first();
  }

  forget() {
    this.#key = "";
    this.#turn++;
    this.page = null;
    this.problem = null;
  }

  get hasNext() {
    return this.page !== null && this.page.end < this.page.size && this.page.problem === null;
  }

  get hasPrevious() {
    return this.page !== null && this.page.start > 0;
  }

  first() {
    return this.#go((source) => this.#forward(source, 0, 1));
  }

  next() {
    const { page } = this;
    if (!page || !this.hasNext) return Promise.resolve();
    const last = page.lines?.at(-1);
    const number = page.number === null || !page.lines ? null : page.number + page.lines.length - (last?.ended ? 0 : 1);
    return this.#go((source) => this.#forward(source, page.end, number));
  }

  previous() {
    const { page } = this;
    if (!page || !this.hasPrevious) return Promise.resolve();
    return this.#go((source) => this.#backward(source, page.start, page.number));
  }

  last() {
    return this.#go((source) => this.#backward(source, source.size, null));
  }

  /** To the line or row that holds this byte. */
  to(offset: number) {
    return this.#go(async (source) => {
      const at = Math.max(0, Math.min(offset, source.size - 1));
      if (source.charset === null) return { ...(await this.#forward(source, at - (at % ROW_BYTES), null)), mark: at };
      const { lines, number } = await this.#backward(source, at + 1, null);
      const line = lines?.at(-1);
      const count = number === null || !lines ? null : number + lines.length - 1;
      return { ...(await this.#forward(source, line?.at ?? at, count)), mark: at };
    });
  }

  /** The newest way to go is the one that counts. */
  async #go(make: (source: Source) => Promise<Page>) {
    const turn = ++this.#turn;
    const source = this.#source;
    if (!source) return;
    try {
      const page = await this.#readable(source, await make(source));
      if (turn !== this.#turn) return;
      // A hard link's header says nothing of its size.
      source.size = page.size;
      this.page = page;
      this.problem = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      if (isCancelled(error)) {
        setTimeout(() => turn === this.#turn && this.#go(make), RETRY_MS);
        return;
      }
      this.problem = error as ProblemInfo;
    }
    this.#changed();
  }

  /** Behind damage there is nothing to see: then the last that can be read. */
  async #readable(source: Source, page: Page): Promise<Page> {
    if (page.problem === null || page.bytes.length > 0 || page.start === 0) return page;
    let good = 0;
    for (let bad = page.start; good < bad; ) {
      const middle = Math.floor((good + bad) / 2);
      const { bytes } = await source.read(middle, 1);
      if (bytes.length > 0) good = middle + 1;
      else bad = middle;
    }
    return { ...(await this.#backward(source, good, null)), problem: page.problem, atEnd: true };
  }

  async #forward(source: Source, start: number, number: number | null): Promise<Page> {
    const { bytes, size, problem } = await source.read(start, source.page);
    const common = { start, size, problem, number, mark: null, atEnd: false };
    if (source.charset === null) return { ...common, end: start + bytes.length, bytes, lines: null };
    const { lines, end } = linesFrom(bytes, start, source.charset, start + bytes.length >= size || problem !== null);
    return { ...common, end, bytes, lines };
  }

  /** @param number of the line that starts at `end` */
  async #backward(source: Source, end: number, number: number | null): Promise<Page> {
    const even = (at: number) => Math.max(0, at - (at % ROW_BYTES));
    const from = even(end - source.page);
    const { bytes, size, problem } = await source.read(from, end - from);
    const common = { size, problem, mark: null, atEnd: end === source.size };
    const stop = from + bytes.length;
    if (source.charset === null) return { ...common, start: from, end: stop, bytes, lines: null, number: null };
    const { lines, start } = linesBefore(bytes, from, source.charset);
    const whole = lines.at(-1)?.ended === false ? lines.length - 1 : lines.length;
    const first = start === 0 ? 1 : number === null ? null : number - whole;
    return { ...common, start, end: stop, bytes, lines, number: first };
  }
}
