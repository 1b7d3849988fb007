// The watch over a worker: when it barks, and when it does not.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Watchdog } from "./watchdog.ts";

let now: number;
let barks: number;
let dog: Watchdog;

/** Time goes by, and timers come as they are due. */
function pass(milliseconds: number) {
  now += milliseconds;
  mock.timers.tick(milliseconds);
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  now = 0;
  mock.method(performance, "now", () => now);
  barks = 0;
  dog = new Watchdog(30_000, () => barks++);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

test("it barks once when it was fed too long ago", () => {
  pass(60_000);
  assert.equal(barks, 0);
  dog.feed();
  pass(29_999);
  assert.equal(barks, 0);
  pass(1);
  assert.equal(barks, 1);
  pass(90_000);
  assert.equal(barks, 1);
});

test("each feeding begins the time again, and stopping ends it", () => {
  dog.feed();
  pass(20_000);
  dog.feed();
  pass(20_000);
  assert.equal(barks, 0);
  dog.stop();
  pass(90_000);
  assert.equal(barks, 0);
});

test("a timer that comes late means that the machine slept: the worker gets its time once more", () => {
  dog.feed();
  now += 3_600_000;
  mock.timers.tick(30_000);
  assert.equal(barks, 0);
  pass(29_999);
  assert.equal(barks, 0);
  pass(1);
  assert.equal(barks, 1);
});
