// The pool of workers: what waits, what goes at once, what ends.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { ReadTask, Task } from "./pool.ts";
import { Pool } from "./pool.ts";
import { workers } from "./testing/worker.ts";

/** @param call any name: a fake worker gets it */
const job = (what: ReadTask["what"], call: string): Task =>
  ({
    what,
    call: call as ReadTask["call"],
    args: [],
    layer: null,
    onChunk: () => {},
    onProgress: () => {},
  }) as Task;

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    ({ kind }) => kind,
  );

test("a kind that has to wait holds up no other", async () => {
  const { spawn, at, given } = workers();
  const pool = new Pool(spawn, { read: 1, save: 1 });
  const first = pool.run(job("save", "first"));
  const second = pool.run(job("save", "second"));
  const read = pool.run(job("read", "read"));
  assert.ok(given("first") && !given("second"));
  at("read").answer({ result: 1 });
  assert.equal(await read, 1);
  at("first").answer({ result: 2 });
  assert.equal(await first, 2);
  at("second").answer({ result: 3 });
  assert.equal(await second, 3);
  pool.stop();
});

test("a signal that is aborted already lets nothing start", async () => {
  const { all, spawn } = workers();
  const pool = new Pool(spawn, { read: 1 });
  const ended = AbortSignal.abort();
  assert.equal(await outcome(pool.run(job("read", "read"), ended)), "cancelled");
  assert.equal(all.length, 0);
  pool.stop();
});

test("one kind is cleared, running and waiting; the other goes on", async () => {
  const { spawn, at } = workers();
  const pool = new Pool(spawn, { read: 1, save: 1 });
  const save = pool.run(job("save", "save"));
  const reads = [pool.run(job("read", "one")), pool.run(job("read", "two"))].map(outcome);
  pool.clear("read");
  assert.deepEqual(await Promise.all(reads), ["cancelled", "cancelled"]);
  at("save").answer({ result: "saved" });
  assert.equal(await save, "saved");
  pool.stop();
});

/**
 * A pool that hashes.
 * @param count how many at once
 */
function hashing(count: number) {
  const { all, spawn } = workers();
  const pool = new Pool(spawn, { hash: count });
  const more = { file: new File([], "f"), plan: new Uint8Array(), files: new Float64Array(), proven: false };
  const run = (layer: number) => outcome(pool.run({ what: "hash", layer, ...more, onProgress: () => {} }));
  /** The last word to each worker that lives. */
  const held = () =>
    all
      .filter(({ ended }) => !ended)
      .map(({ jobs }) => jobs.filter(({ type }) => type === "steer").at(-1)?.hold ?? false);
  return { all, pool, run, held };
}

test("of a kind, so many go on and the others are held where they are, new ones too", async () => {
  const { all, pool, run, held } = hashing(4);
  const first = [run(0), run(1), run(2)];
  assert.deepEqual(held(), [false, false, false]);
  pool.pace("hash", 2);
  assert.deepEqual(held(), [false, false, true]);
  const fourth = run(3);
  assert.deepEqual(held(), [false, false, true, true]);
  pool.pace("hash", 2);
  assert.deepEqual(
    all.map(({ jobs }) => jobs.length),
    [1, 1, 2, 2],
  );
  // One that is done lets the next go on; who was held and gets another job isn't any more.
  all[0]?.answer({ result: 1 });
  assert.equal(await first[0], "done");
  assert.deepEqual(held(), [false, false, false, true]);
  all[3]?.answer({ result: 1 });
  assert.equal(await fourth, "done");
  assert.deepEqual(held(), [false, false, false, false]);
  const fifth = run(4);
  assert.deepEqual(held(), [true, false, false, false]);
  pool.pace("hash", 4);
  assert.ok(held().every((hold) => !hold));
  pool.stop();
  assert.deepEqual(await Promise.all([...first, fifth]), ["done", "cancelled", "cancelled", "cancelled"]);
});

test("who is held may be silent; who goes on again may not", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { all, pool, run } = hashing(2);
    const [, second] = [run(0), run(1)];
    pool.pace("hash", 1);
    const tell = (at: number) =>
      all[at]?.onmessage({ data: { id: all[at].jobs[0]?.id, memory: 0, progress: { done: 1, total: 9 } } });
    // A report that was under way when the worker was held starts no watch.
    tell(1);
    for (let seconds = 0; seconds < 120; seconds += 20) {
      mock.timers.tick(20_000);
      tell(0);
    }
    assert.deepEqual(
      all.map(({ ended }) => ended),
      [false, false],
    );
    pool.pace("hash", 2);
    mock.timers.tick(20_000);
    tell(0);
    mock.timers.tick(15_000);
    assert.deepEqual(
      all.map(({ ended }) => ended),
      [false, true],
    );
    assert.equal(await second, "worker-stuck");
    pool.stop();
  } finally {
    mock.timers.reset();
  }
});
