// English plurals.
import assert from "node:assert/strict";
import { test } from "node:test";
import { s } from "./plural.ts";

test("one is singular, all else is plural, as it is shown", () => {
  assert.deepEqual(
    [0, 1, 2, "1", "1,000", "0"].map((n) => s(n, "layer")),
    ["0 layers", "1 layer", "2 layers", "1 layer", "1,000 layers", "0 layers"],
  );
  assert.deepEqual([s(1, "entry", "entries"), s(2, "entry", "entries")], ["1 entry", "2 entries"]);
});
