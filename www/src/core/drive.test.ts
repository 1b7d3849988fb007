// A task of the core gets the bytes it wants, or why they can't be had.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Task } from "../../pkg/layerscope.js";
import { answer, drive } from "./drive.ts";
import { lender, numbered } from "./testing/lender.ts";

const BYTES = numbered(400_000);
const FILE = new File([BYTES], "f");

/** The bytes that a task wants. */
export type Want = { at: number; end?: number; through?: boolean; file?: number; most?: number };

/** A task that wants some bytes one after the other, and notes what it is given. */
class FakeTask {
  given: ({ at: number; bytes: Uint8Array; size: number } | { at: number; failed: string })[] = [];
  freed = false;
  #wants;

  constructor(wants: Want[]) {
    this.#wants = [...wants];
  }

  step() {
    return this.#wants[0]?.at ?? -1;
  }

  get #want() {
    const [want] = this.#wants;
    assert.ok(want, "it is done");
    return want;
  }

  give(bytes: Uint8Array, size: number) {
    this.given.push({ at: this.#want.at, bytes: bytes.slice(), size });
    this.#wants.shift();
    return this.step();
  }

  fail(failed: string) {
    this.given.push({ at: this.#want.at, failed });
    this.#wants.shift();
    return this.step();
  }

  get file() {
    return this.#want.file ?? 0;
  }

  get most() {
    return this.#want.most ?? 8192;
  }

  get end() {
    return this.#want.end ?? BYTES.length;
  }

  get through() {
    return this.#want.through ?? false;
  }

  result() {
    return "answer";
  }

  free() {
    this.freed = true;
  }

  get real() {
    return this as unknown as Task;
  }
}

test("it gets the bytes at the places it names, as many as it takes, and the file's size", async () => {
  const task = new FakeTask([{ at: 0, most: 16 }, { at: 8 }, { at: 300_000, through: true }, { at: BYTES.length }]);
  await drive(task.real, FILE);
  assert.equal(task.given.length, 4);
  for (const given of task.given) {
    assert.ok("bytes" in given);
    assert.deepEqual(Buffer.from(given.bytes), Buffer.from(BYTES.subarray(given.at, given.at + given.bytes.length)));
    assert.equal(given.size, BYTES.length);
  }
  assert.deepEqual(
    task.given.map((given) => "bytes" in given && given.bytes.length),
    [16, 8192, 8192, 0],
  );
});

test("of several files it names one; a file that does not exist fails the read, and the task goes on", async () => {
  const task = new FakeTask([
    { at: 1, file: 1, most: 1 },
    { at: 5, file: 7 },
    { at: 0, file: 0, most: 1 },
  ]);
  await drive(task.real, [new File(["ab"], "a"), new File(["xyz"], "b")]);
  const text = task.given.map((given) => ("bytes" in given ? String.fromCharCode(...given.bytes) : given.failed));
  assert.deepEqual(text, ["y", "There is no such file among those opened.", "a"]);
});

test("what can't be read fails it in the browser's words, and it goes on", async () => {
  lender.fails = "gone there, too";
  const file = new File([BYTES], "gone");
  const slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new Error("gone")) });
  Object.assign(file, { slice });
  const task = new FakeTask([{ at: 0 }, { at: 9 }]);
  await drive(task.real, file);
  assert.deepEqual(task.given, [
    { at: 0, failed: "gone" },
    { at: 9, failed: "gone" },
  ]);
});

test("a pause is waited for before bytes are fetched; what is there needs none", async () => {
  let pauses = 0;
  let end: () => void = () => {};
  const pause = () => {
    pauses++;
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  };
  const task = new FakeTask([{ at: 0, most: 10 }, { at: 10 }, { at: 20_000 }]);
  const driven = answer(task.real, FILE, pause);
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual([pauses, task.given.length, task.freed], [1, 0, false]);
  end();
  assert.equal(await driven, "answer");
  assert.deepEqual([pauses, task.given.length, task.freed], [1, 3, true]);
});
