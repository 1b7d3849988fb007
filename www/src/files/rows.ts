// The rows around what is visible: asks for a window of them, one question at a time, and keeps the old until the new are there.

import type { Row, RowsPage, RowsQuery } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";

/** Rows beyond the visible ones, on either side, so that scrolling a little asks nothing. */
const MARGIN = 60;
/** Looking for a parent goes back in steps that grow up to this. */
const STEP = 4000;

export class Rows {
  #changed: () => void;
  #page: RowsPage | null = null;
  /** Which view, in which state of the tree, the page belongs to. */
  #key = "";
  #wanted: { key: string; view: RowsQuery; from: number; to: number } | null = null;
  #asking = false;

  /** @param changed called when other rows are there */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get total() {
    return this.#page?.total ?? 0;
  }

  /** The last answer as a whole. */
  get page() {
    return this.#page;
  }

  get summary() {
    return this.#page?.summary ?? null;
  }

  /** False until the first answer for this image. */
  get known() {
    return this.#page !== null;
  }

  /** True when the rows answer the latest question. */
  get fresh() {
    return this.#wanted === null;
  }

  at(index: number): Row | null {
    return this.#page?.rows[index - this.#page.from] ?? null;
  }

  indexOf(node: number) {
    const at = this.#page?.rows.findIndex((row) => row.node === node) ?? -1;
    return this.#page && at >= 0 ? this.#page.from + at : -1;
  }

  /** Another image: what was shown means nothing any more. */
  forget() {
    this.#page = null;
    this.#key = "";
    this.#wanted = null;
  }

  /**
   * Makes sure that rows `from` to `to` of a view are there, or soon will be.
   * @param key changes whenever the same rows may read differently
   */
  want(key: string, view: RowsQuery, from: number, to: number) {
    const page = this.#page;
    const end = page ? Math.min(to, page.total) : to;
    if (page && key === this.#key && from >= page.from && end <= page.from + page.rows.length) {
      this.#wanted = null;
      return;
    }
    this.#wanted = { key, view, from: Math.max(0, from - MARGIN), to: to + MARGIN };
    if (!this.#asking) this.#ask();
  }

  /** Where the parent of a row is: at least as far up as the row has elder siblings. */
  async parentOf(view: RowsQuery, index: number) {
    const row = this.at(index);
    if (!row || row.depth === 0) return -1;
    let to = index - row.posInSet + 1;
    for (let step = 50; to > 0; step = Math.min(step * 4, STEP)) {
      const from = Math.max(0, to - step);
      const { rows } = (await engine.ask("rows", view, from, to - from)) as RowsPage;
      const at = rows.findLastIndex((other) => other.depth < row.depth);
      if (at >= 0) return from + at;
      to = from;
    }
    return -1;
  }

  async #ask() {
    this.#asking = true;
    while (this.#wanted) {
      const asked = this.#wanted;
      const page = await engine.ask("rows", asked.view, asked.from, asked.to - asked.from).catch(() => null);
      // A newer question makes this answer stale, unless it is the same view a little further on: better than nothing.
      if (page && (this.#wanted === asked || this.#wanted?.key === asked.key)) {
        this.#page = page;
        this.#key = asked.key;
        if (this.#wanted === asked) this.#wanted = null;
        this.#changed();
      } else if (this.#wanted === asked) this.#wanted = null;
    }
    this.#asking = false;
  }
}
