// A zoom of the treemap: how far it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Zoom } from "./zoom.ts";
import { zoomedInto } from "./zoom.ts";

const at = (now: number, inward: boolean) => zoomedInto({ inward, from: 1000 } as Zoom, now);

test("inward it goes from nothing to all, outward the other way, and then it is over", () => {
  assert.deepEqual([at(900, true), at(1000, true), at(1120, true), at(1240, true)], [0, 0, 0.5, null]);
  assert.deepEqual([at(1000, false), at(1120, false), at(1240, false)], [1, 0.5, null]);
  assert.ok((at(1060, true) ?? 1) < 0.25, "slow at first");
});
