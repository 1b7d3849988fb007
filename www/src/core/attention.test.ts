// What is looked at: readings of another path end, but not at once.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Attention } from "./attention.ts";

let now: number;
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  now = 0;
  mock.method(performance, "now", () => now);
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** A reading that goes on for ever. */
function reading(attention: Attention) {
  let signal: AbortSignal | undefined;
  let began = () => {};
  attention.during((ends, begin) => {
    signal = ends;
    began = begin;
    return new Promise(() => {});
  });
  return { aborted: () => signal?.aborted, begin: () => began() };
}

test("it says whether a path is another one", () => {
  const attention = new Attention();
  assert.deepEqual(
    [1, 1, 2, 1].map((node) => attention.turnTo(node)),
    [true, false, true, true],
  );
});

test("a reading of another path is ended after 150 ms of work; one of the same path goes on", () => {
  const attention = new Attention();
  attention.turnTo(1);
  const [waits, works] = [reading(attention), reading(attention)];
  now = 100;
  waits.begin();
  attention.turnTo(1);
  attention.turnTo(2);
  const other = reading(attention);
  mock.timers.tick(49);
  assert.deepEqual([waits.aborted(), works.aborted()], [false, false]);
  mock.timers.tick(1);
  assert.deepEqual([waits.aborted(), works.aborted()], [false, true]);
  mock.timers.tick(100);
  assert.deepEqual([waits.aborted(), other.aborted()], [true, false]);
});

test("all end at once when nothing of it holds any more, and the same path is another one then", () => {
  const attention = new Attention();
  attention.turnTo(1);
  const [left, right] = [reading(attention), reading(attention)];
  attention.end();
  assert.deepEqual([left.aborted(), right.aborted()], [true, true]);
  assert.ok(attention.turnTo(1));
});

test("what is over is not ended", async () => {
  const attention = new Attention();
  attention.turnTo(1);
  let signal: AbortSignal | undefined;
  const done = attention.during(async (ends) => {
    signal = ends;
    return "text";
  });
  assert.equal(await done, "text");
  attention.end();
  assert.equal(signal?.aborted, false);
});
