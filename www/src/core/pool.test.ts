// The pool of workers: what waits, what goes at once, what ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pool } from "./pool.ts";
import { job, outcome } from "./testing/pool.ts";
import { workers } from "./testing/worker.ts";

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

test("a task that waits is dropped without a word to a worker; the tasks before and after it go on", async () => {
  const { all, spawn, at } = workers();
  const pool = new Pool(spawn, { read: 1 });
  const controller = new AbortController();
  const first = outcome(pool.run(job("read", "first")));
  const second = outcome(pool.run(job("read", "second"), controller.signal));
  const third = outcome(pool.run(job("read", "third")));
  controller.abort();
  assert.equal(await second, "cancelled");
  at("first").answer({ result: 1 });
  at("third").answer({ result: 3 });
  assert.deepEqual(await Promise.all([first, third]), ["done", "done"]);
  assert.deepEqual([all.length, all[0]?.ended], [1, false]);
  pool.stop();
});

test("a task that runs is dropped with its worker: the next one gets another; a task that is over is left alone", async () => {
  const { all, spawn, at, given } = workers();
  const pool = new Pool(spawn, { read: 1 });
  const controller = new AbortController();
  const first = outcome(pool.run(job("read", "first"), controller.signal));
  const second = outcome(pool.run(job("read", "second"), controller.signal));
  all[0]?.answer({ result: 1 });
  assert.equal(await first, "done");
  const third = outcome(pool.run(job("read", "third")));
  assert.ok(given("second") && !given("third"));
  controller.abort();
  assert.equal(await second, "cancelled");
  assert.deepEqual(
    all.map(({ ended }) => ended),
    [true, false],
  );
  at("third").answer({ result: 3 });
  assert.equal(await third, "done");
  pool.stop();
});

test("clear ends one kind, or all; idle workers stay, and cleared tasks give no answer", async () => {
  const { all, spawn } = workers();
  const pool = new Pool(spawn, { read: 1, save: 1 });
  pool.warm(3);
  assert.equal(all.length, 3);
  const [read, save] = [outcome(pool.run(job("read", "read"))), outcome(pool.run(job("save", "save")))];
  pool.clear("save");
  assert.deepEqual(
    all.map(({ ended }) => ended),
    [false, true, false],
  );
  assert.equal(await save, "cancelled");
  pool.clear();
  assert.equal(await read, "cancelled");
  assert.deepEqual(
    all.map(({ ended }) => ended),
    [true, true, false],
  );
  const again = outcome(pool.run(job("read", "again")));
  assert.equal(all.length, 3);
  all[2]?.answer({ result: 1 });
  assert.equal(await again, "done");
  pool.stop();
  assert.ok(all.every(({ ended }) => ended));
});
