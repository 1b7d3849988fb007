// The pool of workers: what waits, what goes at once, what ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pool } from "../../www/engine/pool.js";
import { workers } from "./support/worker.mjs";

/** @param {"read" | "save" | "make"} what @param {string} call */
const job = (what, call) => ({ what, call, args: [], layer: null, onChunk: () => {}, onProgress: () => {} });

const outcome = (/** @type {Promise<any>} */ promise) =>
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
