// How long a phase may still take: shown once enough has been seen of it.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import type { Progress } from "../core/tally.ts";
import { Pace } from "./time-left.ts";

let now: number;
beforeEach(() => {
  now = 0;
  mock.method(performance, "now", () => now);
});
afterEach(() => mock.restoreAll());

const at = (done: number, phase: Progress["phase"] = "scanning"): Progress => ({
  phase,
  done,
  total: 1000,
  layers: [],
});

test("what is left goes on as fast as what has been seen since the phase began", () => {
  const pace = new Pace();
  assert.equal(pace.left(at(200)), null);
  now = 2000;
  // 200 in 2 seconds: 600 are left.
  assert.equal(pace.left(at(400)), 6);
  now = 4000;
  assert.equal(pace.left(at(1000)), 0);
});

test("it says nothing too soon, nor after too little", () => {
  const pace = new Pace();
  pace.left(at(0));
  now = 599;
  assert.equal(pace.left(at(500)), null);
  now = 600;
  assert.equal(pace.left(at(10)), null);
  assert.notEqual(pace.left(at(11)), null);
});

test("another phase, or the same after a reset, begins again", () => {
  const pace = new Pace();
  pace.left(at(0));
  now = 1000;
  assert.notEqual(pace.left(at(500)), null);
  assert.equal(pace.left(at(0, "verifying")), null);
  now = 2000;
  assert.equal(pace.left(at(500, "verifying")), 1);
  pace.reset();
  assert.equal(pace.left(at(600, "verifying")), null);
});
