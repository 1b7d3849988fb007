// Which rows of the grid are in the page: the seen ones, and some beyond them.

import type { Row } from "../../pkg/layerscope.js";
import { geometry, ROW } from "../ui/scroll.ts";

/** Rows drawn beyond the seen ones. */
const BEYOND = 8;

/** A list of rows, of which some are there; its length is unknown until the first page is there. */
interface List {
  readonly known: boolean;
  readonly total: number;
  at(index: number): Row | null;
}

/** From the first row to be drawn to before `end`. */
export function span({ known, total }: Omit<List, "at">, view: number, scrollTop: number) {
  const { first, last } = geometry(known ? total : Number.MAX_SAFE_INTEGER / ROW, view).visible(scrollTop);
  return { first: Math.max(0, first - BEYOND), end: last + BEYOND };
}

/** Those of them that are there. */
export function drawnRows(rows: List, view: number, scrollTop: number) {
  const { first, last } = geometry(rows.total, view).visible(scrollTop);
  const drawn: { row: Row; index: number }[] = [];
  for (let index = Math.max(0, first - BEYOND); index < Math.min(rows.total, last + BEYOND); index++) {
    const row = rows.at(index);
    if (row) drawn.push({ row, index });
  }
  return drawn;
}
