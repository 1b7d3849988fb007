// Which rows are drawn: the seen ones and eight beyond them, as far as they are there.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Row } from "../../pkg/layerscope.js";
import { ROW } from "../ui/scroll.ts";
import { drawnRows, span } from "./drawn-rows.ts";

/** A list of which the rows from 90 to 119 are there. */
const list = { known: true, total: 1000, at: (i: number) => (i >= 90 && i < 120 ? ({ node: i } as Row) : null) };
const VIEW = 10 * ROW;

test("it begins and ends eight rows beyond what is seen", () => {
  assert.deepEqual(span(list, VIEW, 100 * ROW), { first: 92, end: 119 });
  const drawn = drawnRows(list, VIEW, 100 * ROW);
  assert.deepEqual([drawn[0]?.index, drawn.at(-1)?.index, drawn.length], [92, 118, 27]);
  assert.ok(drawn.every(({ row, index }) => row.node === index));
});

test("there is no row before the first; rows that are not there are left out", () => {
  assert.equal(span(list, VIEW, 0).first, 0);
  assert.deepEqual(drawnRows(list, VIEW, 0), []);
  assert.equal(drawnRows(list, VIEW, 85 * ROW)[0]?.index, 90);
});

test("a list of which nothing is known yet is asked for as far as it may be seen", () => {
  assert.deepEqual(span({ known: false, total: 0 }, VIEW, 0), { first: 0, end: 19 });
  assert.deepEqual(span({ known: true, total: 0 }, VIEW, 0), { first: 0, end: 8 });
});
