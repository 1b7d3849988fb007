// Layers walked by several workers: who takes which stretch, and what becomes of what they found.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProblemInfo } from "../../pkg/layerscope.js";
import { problem } from "./problem.ts";
import { scanning } from "./testing/scanning.ts";
import { settled } from "./testing/worker.ts";

const MIB = 1 << 20;
const whole = ({ home }: { home: unknown[][] }) => home.map(([method, layer, of]) => [method, layer, of]);

test("one layer, three workers: split where most is left, joined in order", async () => {
  const s = scanning(3, [{ layer: 0, stored: 400 * MIB }]);
  assert.deepEqual(s.running(), [0, 200 * MIB]);
  s.at(200 * MIB).event({ began: 201 * MIB });
  assert.deepEqual(s.at(0).steered, [{ endAt: 201 * MIB }]);
  // 201 MiB are left of the first, 199 of the second.
  assert.deepEqual(s.running(), [0, 100.5 * MIB, 200 * MIB]);
  s.at(100.5 * MIB).event({ began: 101 * MIB });
  assert.deepEqual(s.at(0).steered.at(-1), { endAt: 101 * MIB });
  assert.deepEqual(s.at(100.5 * MIB).steered, [{ endAt: 201 * MIB }]);
  await s.at(200 * MIB).done("c", { began: 201 * MIB });
  // Of the two others, the first one's half is taken over by who is idle now.
  assert.deepEqual(s.running(), [0, 50.5 * MIB, 100.5 * MIB]);
  await s.at(50.5 * MIB).done("", { began: -1 });
  s.at(0).progress(90 * MIB);
  s.at(100.5 * MIB).progress(200 * MIB);
  for (const from of s.running().filter((from) => from !== 0 && from !== 100.5 * MIB))
    await s.at(from).done("", { began: -1 });
  await s.at(100.5 * MIB).done("b", { began: 101 * MIB, met: 201 * MIB });
  assert.equal(s.home.length, 0);
  await s.at(0).done("a", { met: 101 * MIB });
  assert.deepEqual(whole(s), [["addLayer", 0, ["a", "b", "c"]]]);
  assert.deepEqual(s.running(), []);
});

test("the largest of several layers is shared first; small and compressed ones never are", async () => {
  const jobs = [
    { layer: 0, stored: 900 * MIB, plain: false },
    { layer: 1, stored: 20 * MIB },
    { layer: 2, stored: 60 * MIB },
  ];
  const s = scanning(6, jobs);
  assert.deepEqual(s.all(), [
    [0, 0],
    [1, 0],
    [2, 0],
    [2, 30 * MIB],
  ]);
  await s.at(0, 1).done("one");
  assert.equal(s.all().length, 3);
});

test("one that missed the next drops it, and is led on to the one behind", async () => {
  const s = scanning(3, [{ layer: 0, stored: 400 * MIB }]);
  s.at(200 * MIB).event({ began: 200 * MIB });
  s.at(100 * MIB).event({ began: 100 * MIB });
  const second = s.at(100 * MIB);
  s.at(0).event({ missed: 100 * MIB });
  assert.ok(second.aborted);
  assert.deepEqual(s.at(0).steered.at(-1), { endAt: 200 * MIB });
  await settled();
  s.at(0).progress(150 * MIB);
  await s.at(200 * MIB).done("b", { began: 200 * MIB });
  for (const from of s.running().filter((from) => from !== 0)) await s.at(from).done("", { began: -1 });
  await s.at(0).done("a", { met: 200 * MIB });
  assert.deepEqual(whole(s), [["addLayer", 0, ["a", "b"]]]);
});

test("a stretch that began at the start of the next one, or after it, is dropped", async () => {
  const s = scanning(3, [{ layer: 0, stored: 400 * MIB }]);
  s.at(200 * MIB).event({ began: 200 * MIB });
  const late = s.at(100 * MIB);
  late.event({ began: 200 * MIB });
  assert.ok(late.aborted);
  assert.deepEqual(s.at(0).steered.at(-1), { endAt: 200 * MIB });
  const last = scanning(2, [{ layer: 0, stored: 100 * MIB }]);
  const behind = last.at(50 * MIB);
  behind.event({ began: 100 * MIB });
  assert.ok(behind.aborted);
  await last.at(0).done("a");
  assert.deepEqual(whole(last), [["addLayer", 0, ["a"]]]);
});

test("a stretch without a header is dropped: who walks before it walks on", async () => {
  const s = scanning(2, [{ layer: 0, stored: 100 * MIB }]);
  s.at(0).progress(90 * MIB);
  await s.at(50 * MIB).done("", { began: -1 });
  assert.deepEqual([s.running(), s.home], [[0], []]);
  await s.at(0).done("a");
  assert.deepEqual(whole(s), [["addLayer", 0, ["a"]]]);
});

test("damage in a stretch drops all later stretches", async () => {
  const s = scanning(3, [{ layer: 0, stored: 400 * MIB }]);
  s.at(200 * MIB).event({ began: 200 * MIB });
  s.at(100 * MIB).event({ began: 100 * MIB });
  const [second, third] = [s.at(100 * MIB), s.at(200 * MIB)];
  await s.at(0).done("damaged");
  assert.deepEqual(whole(s), [["addLayer", 0, ["damaged"]]]);
  assert.ok(second.aborted && third.aborted);
});

test("a crash fails its layer once and ends the others; other layers go on", async () => {
  const s = scanning(4, [
    { layer: 0, stored: 400 * MIB },
    { layer: 1, stored: MIB },
  ]);
  s.at(200 * MIB).event({ began: 200 * MIB });
  const first = s.at(0, 0);
  await s.at(200 * MIB).fail(problem("worker-crashed", "no"));
  assert.deepEqual([first.aborted, s.home.length, s.told.length], [true, 1, 1]);
  const [method, layer, why] = s.home[0] as [string, number, ProblemInfo];
  assert.deepEqual([method, layer, why.kind, why.layer, why.file], ["failLayer", 0, "worker-crashed", 0, "image.tar"]);
  await s.at(0, 1).done("one");
  assert.deepEqual(s.home[1]?.slice(0, 2), ["addLayer", 1]);
  assert.deepEqual(s.finished, [0, 1]);
});

test("one has met the next while another was put between them: that one is dropped", async () => {
  const s = scanning(3, [{ layer: 0, stored: 400 * MIB }]);
  s.at(200 * MIB).event({ began: 200 * MIB });
  const between = s.at(100 * MIB);
  between.event({ began: 100 * MIB });
  // It was there before it heard of that one.
  await s.at(0).done("a", { met: 200 * MIB });
  assert.ok(between.aborted);
  assert.equal(s.home.length, 0);
  await s.at(200 * MIB).done("b", { began: 200 * MIB });
  assert.deepEqual(whole(s), [["addLayer", 0, ["a", "b"]]]);
});

test("one has met another that is dropped meanwhile: somebody walks on from there", async () => {
  const s = scanning(3, [{ layer: 0, stored: 400 * MIB }]);
  s.at(200 * MIB).event({ began: 200 * MIB });
  const between = s.at(100 * MIB);
  between.event({ began: 100 * MIB });
  between.event({ missed: 200 * MIB });
  await s.at(0).done("a", { met: 200 * MIB });
  assert.ok(between.aborted);
  assert.equal(s.started.filter(({ task }) => task.from === 200 * MIB).length, 2);
  s.at(200 * MIB).event({ began: 200 * MIB });
  s.at(200 * MIB).progress(390 * MIB);
  for (const from of s.running().filter((from) => from !== 200 * MIB)) await s.at(from).done("", { began: -1 });
  await s.at(200 * MIB).done("b", { began: 200 * MIB });
  assert.deepEqual(whole(s), [["addLayer", 0, ["a", "b"]]]);
});

test("all is ended from outside: no scanner starts again, no result is reported", async () => {
  const s = scanning(3, [
    { layer: 0, stored: 400 * MIB },
    { layer: 1, stored: 400 * MIB },
    { layer: 2, stored: 400 * MIB },
  ]);
  const { length } = s.started;
  s.clear();
  await settled();
  assert.deepEqual([s.started.length, s.running(), s.home, s.finished], [length, [], [], []]);
});
