// How far reading has come: what is added up, and how often it is reported.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import type { Job } from "../../pkg/layerscope.js";
import type { Progress } from "./tally.ts";
import { Tally } from "./tally.ts";

let told: Progress[];
let tally: Tally;
const jobs = (...stored: number[]) => stored.map((bytes, layer) => ({ layer, stored: bytes })) as Job[];

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  told = [];
  tally = new Tally((progress) => told.push(progress));
});
afterEach(() => mock.timers.reset());

test("it tells at most ten times a second, and the newest", () => {
  tally.indexing(1, 10);
  tally.indexing(2, 10);
  mock.timers.tick(99);
  assert.equal(told.length, 0);
  tally.indexing(3, 10);
  mock.timers.tick(1);
  assert.deepEqual(told, [{ phase: "indexing", done: 3, total: 10, layers: [] }]);
  mock.timers.tick(500);
  assert.equal(told.length, 1);
  tally.indexing(4, 10);
  mock.timers.tick(100);
  assert.equal(told[1]?.done, 4);
});

test("while layers are verified it tells four times a second: a report costs the proof a frame", () => {
  tally.start("verifying", jobs(100));
  mock.timers.tick(249);
  assert.equal(told.length, 0);
  tally.at(0, 50, 100);
  mock.timers.tick(1);
  assert.deepEqual(told, [{ phase: "verifying", done: 50, total: 100, layers: [{ index: 0, done: 50, total: 100 }] }]);
});

test("layers are added up; those that run are named, those that wait count with what is stored", () => {
  tally.start("scanning", jobs(100, 50, 20));
  tally.at(0, 30, 120);
  mock.timers.tick(100);
  assert.deepEqual(told, [{ phase: "scanning", done: 30, total: 190, layers: [{ index: 0, done: 30, total: 120 }] }]);
  tally.finished(0);
  tally.at(2, 5, 20);
  mock.timers.tick(100);
  assert.deepEqual(told[1], { phase: "scanning", done: 125, total: 190, layers: [{ index: 2, done: 5, total: 20 }] });
});

test("another phase begins at nothing; a layer outside it is not counted", () => {
  tally.start("scanning", jobs(100));
  tally.at(0, 100, 100);
  tally.start("verifying", jobs(10, 20));
  tally.finished(7);
  mock.timers.tick(100);
  assert.deepEqual(told, [{ phase: "verifying", done: 0, total: 30, layers: [] }]);
});

test("nothing to read is not reported, nor is a phase that was stopped", () => {
  tally.start("verifying", []);
  mock.timers.tick(1000);
  tally.indexing(1, 2);
  tally.stop();
  mock.timers.tick(1000);
  assert.equal(told.length, 0);
  tally.indexing(2, 2);
  mock.timers.tick(100);
  assert.equal(told.length, 1);
});
