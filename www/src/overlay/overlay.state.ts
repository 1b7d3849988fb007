// The overlay diagram's part of the page: which directory, and the columns around what is visible.

import type { Diagram } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { store } from "../app/store.ts";

/** Columns beyond the visible ones, on either side, so that scrolling a little asks nothing. */
const MARGIN = 24;

/** Goes into a directory, or up. The details stay where they are on a narrow screen. */
export const enterFolder = (folder: number) =>
  store.set({ folder, several: false, selected: { node: folder, layer: null }, tab: "file" });

export const setSeveral = (several: boolean) => store.set({ several });

export class Columns {
  #changed: () => void;
  page: Diagram | null = null;
  /** Which directory at which height, in which state of the tree, the page belongs to. */
  #key = "";
  #wanted: { key: string; folder: number; height: number; several: boolean; from: number; to: number } | null = null;
  #asking = false;

  /** @param changed called when other columns are there */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get total() {
    return this.page?.total ?? 0;
  }

  at(index: number) {
    return this.page?.names[index - this.page.from] ?? null;
  }

  /** Another image: what was shown means nothing any more. */
  forget() {
    this.page = null;
    this.#key = "";
    this.#wanted = null;
  }

  /**
   * Makes sure that columns `from` to `to` are there, or soon will be.
   * @param key changes whenever the same columns may read differently
   */
  want(key: string, question: { folder: number; height: number; several: boolean }, from: number, to: number) {
    const { page } = this;
    const end = page ? Math.min(to, page.total) : to;
    if (page && key === this.#key && from >= page.from && end <= page.from + page.names.length) {
      this.#wanted = null;
      return;
    }
    this.#wanted = { key, ...question, from: Math.max(0, from - MARGIN), to: to + MARGIN };
    if (!this.#asking) this.#ask();
  }

  async #ask() {
    this.#asking = true;
    while (this.#wanted) {
      const asked = this.#wanted;
      const { folder, height, several, from, to } = asked;
      const page = await engine.ask("diagram", folder, height, several, from, to - from).catch(() => null);
      if (page && (this.#wanted === asked || this.#wanted?.key === asked.key)) {
        this.page = page;
        this.#key = asked.key;
        this.#changed();
      }
      if (this.#wanted === asked) this.#wanted = null;
    }
    this.#asking = false;
  }
}
