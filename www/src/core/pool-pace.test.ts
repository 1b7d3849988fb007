// The pace of a pool: how many of a kind go on, and who is held.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Pool } from "./pool.ts";
import { outcome } from "./testing/pool.ts";
import { workers } from "./testing/worker.ts";

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

test("with a pace of none all are held, those that begin later too, and none is taken for stuck", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { all, pool, run, held } = hashing(3);
    const first = [run(0), run(1)];
    pool.pace("hash", 0);
    const third = run(2);
    assert.deepEqual(held(), [true, true, true]);
    mock.timers.tick(120_000);
    assert.ok(all.every(({ ended }) => !ended));
    // One that had come to its end before it heard of that is done, and its worker is free of the hold.
    all[0]?.answer({ result: 1 });
    assert.equal(await first[0], "done");
    assert.deepEqual(held(), [false, true, true]);
    pool.pace("hash", 3);
    assert.deepEqual(held(), [false, false, false]);
    pool.stop();
    assert.deepEqual(await Promise.all([first[1], third]), ["cancelled", "cancelled"]);
  } finally {
    mock.timers.reset();
  }
});
