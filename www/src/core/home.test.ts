// The page's side of the home worker: which answer is whose, and what becomes of calls when the worker is gone.
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import type { ProblemInfo } from "../../pkg/layerscope.js";
import { Home } from "./home.ts";
import { settled, workers } from "./testing/worker.ts";

afterEach(() => mock.timers.reset());

function made() {
  const { all, spawn } = workers();
  const home = new Home(spawn(), {} as WebAssembly.Module);
  const [worker] = all;
  assert.ok(worker);
  assert.equal(worker.jobs.shift()?.type, "boot");
  const crashes: ProblemInfo[] = [];
  home.onCrash = (problem) => crashes.push(problem);
  return { home, worker, crashes };
}

const kind = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (problem) => problem.kind,
  );

test("answers come back by their number, in whatever order", async () => {
  const { home, worker } = made();
  const [memory, image] = [home.call("memory"), home.call("image")];
  const [first, second] = worker.jobs;
  assert.deepEqual(
    [first, second].map((job) => [job?.type, (job as { method?: string }).method, job?.args]),
    [
      ["call", "memory", []],
      ["call", "image", []],
    ],
  );
  assert.notEqual(first?.id, second?.id);
  worker.onmessage({ data: { id: second?.id, memory: 5, result: "image" } });
  worker.onmessage({ data: { id: first?.id, memory: 7, result: 64 } });
  assert.deepEqual(await Promise.all([memory, image]), [64, "image"]);
  assert.equal(home.memory, 7);
});

test("a problem rejects its own call; progress is no answer", async () => {
  const { home, worker } = made();
  const told: number[][] = [];
  home.onProgress = (...at) => told.push(at);
  const [left, right] = [kind(home.call("memory")), kind(home.call("memory"))];
  const [first, second] = worker.jobs;
  worker.onmessage({ data: { memory: 0, progress: { done: 3, total: 9 } } });
  worker.onmessage({ data: { id: first?.id, memory: 0, error: { kind: "damaged", message: "no" } } });
  assert.equal(await left, "damaged");
  worker.onmessage({ data: { id: second?.id, memory: 0, result: 1 } });
  assert.equal(await right, "answered");
  assert.deepEqual(told, [[3, 9]]);
});

test("a trap rejects all that is pending, and every later call; it is reported once", async () => {
  const { home, worker, crashes } = made();
  const pending = [kind(home.call("memory")), kind(home.call("image"))];
  worker.onmessage({ data: { id: worker.jobs[0]?.id, memory: 0, crash: "unreachable" } });
  assert.deepEqual(await Promise.all(pending), ["worker-crashed", "worker-crashed"]);
  const given = worker.jobs.length;
  assert.equal(await kind(home.call("memory")), "worker-crashed");
  assert.equal(worker.jobs.length, given);
  worker.onmessage({ data: { id: 2, memory: 0, crash: "again" } });
  home.stop();
  assert.deepEqual([crashes.length, crashes[0]?.detail, worker.ended], [1, "unreachable", true]);
});

test("a script that fails counts as a trap", async () => {
  const { home, worker, crashes } = made();
  const pending = kind(home.call("memory"));
  const failed = { message: "no script", preventDefault: () => {} };
  (worker as unknown as { onerror: (event: object) => void }).onerror(failed);
  assert.equal(await pending, "worker-crashed");
  assert.equal(crashes[0]?.detail, "no script");
});

test("who owes an answer for a minute is stuck; each word gives it another one", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { home, worker, crashes } = made();
  mock.timers.tick(600_000);
  const pending = [kind(home.call("memory")), kind(home.call("image"))];
  mock.timers.tick(59_999);
  worker.onmessage({ data: { id: worker.jobs[0]?.id, memory: 0, result: 1 } });
  mock.timers.tick(59_999);
  assert.equal(crashes.length, 0);
  mock.timers.tick(1);
  assert.deepEqual(await Promise.all(pending), ["answered", "worker-stuck"]);
  assert.deepEqual([crashes[0]?.kind, worker.ended], ["worker-stuck", true]);
});

test("who owes nothing may be silent", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { home, worker, crashes } = made();
  const answered = kind(home.call("memory"));
  worker.answer({ result: 1 });
  assert.equal(await answered, "answered");
  mock.timers.tick(600_000);
  assert.deepEqual([crashes.length, worker.ended], [0, false]);
});

test("stopped, it ends its worker, reports no crash, and hears no more", async () => {
  const { home, worker, crashes } = made();
  const pending = kind(home.call("memory"));
  home.stop();
  worker.onmessage({ data: { id: worker.jobs[0]?.id, memory: 9, result: 1 } });
  await settled();
  assert.deepEqual([await pending, await kind(home.call("image")), worker.ended], ["cancelled", "cancelled", true]);
  assert.deepEqual([crashes.length, home.memory], [0, 0]);
});
