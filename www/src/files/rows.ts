// The rows of the files around what is visible, and where a row's parent is.

import type { Row, RowsPage, RowsQuery } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { ListWindow } from "../ui/list-window.ts";

/** Rows beyond the visible ones, on either side, so that scrolling a little asks nothing. */
const MARGIN = 60;
/** Looking for a parent goes back in steps that grow up to this. */
const STEP = 4000;

export class Rows extends ListWindow<RowsQuery, RowsPage> {
  constructor(changed: () => void) {
    const ask = (view: RowsQuery, from: number, count: number) => engine.ask("rows", view, from, count);
    super({ margin: MARGIN, ask, count: ({ rows }) => rows.length }, changed);
  }

  /** False until the first answer for this image. */
  get known() {
    return this.page !== null;
  }

  at(index: number): Row | null {
    return this.page?.rows[index - this.page.from] ?? null;
  }

  indexOf(node: number) {
    const at = this.page?.rows.findIndex((row) => row.node === node) ?? -1;
    return this.page && at >= 0 ? this.page.from + at : -1;
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
}
