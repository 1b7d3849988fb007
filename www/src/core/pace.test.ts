// How much of the machine the proof may take follows what the person does.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { pace } from "./pace.ts";

let listeners: Map<string, (event: { type: string }) => void>;
let heard: string[];

beforeEach(() => {
  listeners = new Map();
  heard = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, {
    addEventListener: (type: string, act: (event: { type: string }) => void) => listeners.set(type, act),
  });
  pace((doing) => heard.push(doing));
});
afterEach(() => mock.timers.reset());

const act = (type: string) => listeners.get(type)?.({ type });

test("a key waits for its answer, then the person is busy, then rests", () => {
  act("keydown");
  assert.deepEqual(heard, ["waits"]);
  mock.timers.tick(100);
  assert.deepEqual(heard, ["waits", "busy"]);
  mock.timers.tick(1899);
  assert.deepEqual(heard, ["waits", "busy"]);
  mock.timers.tick(1);
  assert.deepEqual(heard, ["waits", "busy", "rests"]);
});

test("keys in a row are one wait, which ends after the last of them", () => {
  act("keydown");
  mock.timers.tick(60);
  act("keydown");
  mock.timers.tick(60);
  assert.deepEqual(heard, ["waits"]);
  mock.timers.tick(40);
  assert.deepEqual(heard, ["waits", "busy"]);
});

test("a pointer that moves asks for nothing, and ends no wait", () => {
  act("pointermove");
  assert.deepEqual(heard, ["busy"]);
  act("pointerdown");
  act("pointermove");
  assert.deepEqual(heard, ["busy", "waits"]);
  mock.timers.tick(2000);
  assert.deepEqual(heard, ["busy", "waits", "busy", "rests"]);
});
