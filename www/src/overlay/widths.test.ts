// How wide the diagram's columns are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { widths } from "./widths.ts";

test("columns share the room within bounds; the layers' column is narrow where there is little", () => {
  assert.deepEqual(widths(1000, 5), { side: 168, pitch: 165 });
  assert.deepEqual(widths(1000, 2), { side: 168, pitch: 190 });
  assert.deepEqual(widths(1000, 50), { side: 168, pitch: 118 });
  assert.deepEqual(widths(520, 0), { side: 168, pitch: 190 });
  assert.deepEqual(widths(519, 3), { side: 84, pitch: 143 });
});
