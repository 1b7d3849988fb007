// The marks of an opening in the browser's timeline.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clearMarks, mark } from "./marks.ts";

const there = () => performance.getEntriesByType("mark").map(({ name }) => name);

test("a mark goes with all that come after it", () => {
  for (const name of ["open", "stack", "tree", "verified"] as const) mark(`layerscope:${name}`);
  performance.mark("another");
  clearMarks("layerscope:tree");
  assert.deepEqual(there().sort(), ["another", "layerscope:open", "layerscope:stack"]);
  clearMarks("layerscope:open");
  assert.deepEqual(there(), ["another"]);
});
