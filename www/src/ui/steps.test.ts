// Keys in a list that goes round.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ACROSS, DOWN, stepTo } from "./steps.ts";

test("arrows go back and on, and round; Home and End lead to the ends", () => {
  const to = (name: string, at: number) => stepTo(name, at, 3, DOWN);
  assert.deepEqual([to("ArrowDown", 0), to("ArrowDown", 2)], [1, 0]);
  assert.deepEqual([to("ArrowUp", 2), to("ArrowUp", 0)], [1, 2]);
  assert.deepEqual([to("Home", 1), to("End", 1)], [0, 2]);
});

test("with no item focused, on leads to the first and back to the last", () => {
  assert.deepEqual([stepTo("ArrowRight", -1, 3, ACROSS), stepTo("ArrowLeft", -1, 3, ACROSS)], [0, 2]);
});

test("other keys, and lists without items, lead nowhere", () => {
  assert.equal(stepTo("ArrowUp", 0, 3, ACROSS), undefined);
  assert.equal(stepTo("Home", -1, 0, DOWN), undefined);
});
