// The overlay diagram's part of the page: which directory, and the columns around what is visible.

import { engine } from "./core.js";
import { question } from "./search.js";
import { store } from "./store.js";

/** @import { Diagram } from "../pkg/layerscope.js" */
/** @import { Shape } from "./store.js" */

/** Columns beyond the visible ones, on either side, so that scrolling a little asks nothing. */
const MARGIN = 24;

/** Shows the files as a tree, a list or a diagram: of the directory that is selected, or holds what is. @param {Shape} shape */
export async function setShape(shape) {
  const { selected } = store.state;
  store.set({ shape, ...(shape === "diagram" ? { folder: selected?.node ?? 0, several: false } : {}) });
  if (shape === "diagram" || shape === "treemap" || !selected) return;
  // Back among the rows, the selected one is to be in sight.
  const asked = engine.ask("rows", question(store.state), 0, 0);
  const [, index] = await Promise.all([asked, engine.ask("reveal", selected.node)]).catch(
    () => /** @type {const} */ ([null, -1]),
  );
  if (store.state.selected?.node === selected.node && index >= 0)
    store.set({ tree: store.state.tree + 1, revealed: { index } });
}

/** Goes into a directory, or up. The details stay where they are on a narrow screen. @param {number} folder */
export const enterFolder = (folder) =>
  store.set({ folder, several: false, selected: { node: folder, layer: null }, tab: "file" });

/** @param {boolean} several */
export const setSeveral = (several) => store.set({ several });

export class Columns {
  #changed;
  /** @type {Diagram | null} */
  page = null;
  /** Which directory at which height, in which state of the tree, the page belongs to. */
  #key = "";
  /** @type {{ key: string, folder: number, height: number, several: boolean, from: number, to: number } | null} */
  #wanted = null;
  #asking = false;

  /** @param {() => void} changed called when other columns are there */
  constructor(changed) {
    this.#changed = changed;
  }

  get total() {
    return this.page?.total ?? 0;
  }

  /** @param {number} index */
  at(index) {
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
   * @param {string} key changes whenever the same columns may read differently
   * @param {{ folder: number, height: number, several: boolean }} question
   * @param {number} from
   * @param {number} to
   */
  want(key, question, from, to) {
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
