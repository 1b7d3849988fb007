// A worker of a pool that traps or falls silent: its task fails, another worker takes its place.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Pool } from "./pool.ts";
import { job, outcome } from "./testing/pool.ts";
import { workers } from "./testing/worker.ts";

test("a worker that traps, or can't be started, fails its own task and is replaced", async () => {
  const { all, spawn } = workers();
  const pool = new Pool(spawn, { read: 1, hash: 1 });
  const read = pool.run(job("read", "read"));
  const next = outcome(pool.run(job("read", "next")));
  const more = { file: new File([], "f"), plan: new Uint8Array(), files: new Float64Array(), proven: false };
  const hash = pool.run({ what: "hash", layer: 3, ...more, onProgress: () => {} });
  all[0]?.answer({ crash: "unreachable" });
  await assert.rejects(read, { kind: "worker-crashed", layer: null, detail: "unreachable" });
  let prevented = 0;
  const failed = { message: "no script", preventDefault: () => prevented++ };
  (all[1] as unknown as { onerror: (event: object) => void }).onerror(failed);
  await assert.rejects(hash, { kind: "worker-crashed", layer: 3, detail: "no script" });
  assert.equal(prevented, 1);
  assert.deepEqual(
    all.map(({ ended }) => ended),
    [true, true, false],
  );
  all[2]?.answer({ result: 1 });
  assert.equal(await next, "done");
  pool.stop();
});

test("a silent worker is ended after thirty seconds and replaced; each report gives it thirty more", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { all, spawn } = workers();
    const pool = new Pool(spawn, { read: 1 });
    const read = outcome(pool.run(job("read", "read")));
    const next = outcome(pool.run(job("read", "next")));
    const tell = (more: object) => all[0]?.onmessage({ data: { id: all[0].jobs[0]?.id, memory: 0, ...more } });
    mock.timers.tick(29_000);
    tell({ progress: { done: 1, total: 2 } });
    mock.timers.tick(29_000);
    tell({ chunk: new Uint8Array(1) });
    mock.timers.tick(29_000);
    // A message about another task does not concern this one.
    all[0]?.onmessage({ data: { id: 99, memory: 0, progress: { done: 1, total: 2 } } });
    mock.timers.tick(999);
    assert.equal(all[0]?.ended, false);
    mock.timers.tick(1);
    assert.equal(await read, "worker-stuck");
    assert.deepEqual([all[0]?.ended, all.length], [true, 2]);
    all[1]?.answer({ result: 1 });
    assert.equal(await next, "done");
    // An idle worker may be silent.
    mock.timers.tick(300_000);
    assert.equal(all[1]?.ended, false);
    pool.stop();
  } finally {
    mock.timers.reset();
  }
});

test("the memory of all workers is added up, of ended ones too", async () => {
  const { all, spawn } = workers();
  const pool = new Pool(spawn, { read: 2 });
  const reads = [outcome(pool.run(job("read", "one"))), outcome(pool.run(job("read", "two")))];
  all[0]?.answer({ result: 1, memory: 10 });
  all[1]?.answer({ crash: "no", memory: 100 });
  await Promise.all(reads);
  assert.equal(pool.memory(), 110);
  pool.stop();
  assert.equal(pool.memory(), 110);
});
