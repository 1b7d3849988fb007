// Saving: pieces in their order, one save at a time, what went wrong beside what was written.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Home } from "./home.ts";
import { cancelled } from "./problem.ts";
import type { Run } from "./saver.ts";
import { Saver } from "./saver.ts";
import { Sources } from "./sources.ts";
import { settled } from "./testing/worker.ts";

const FILES = [new File(["0123456789"], "a.tar")];
const bytes = (text: string) => new TextEncoder().encode(text);
const damage = (message: string) => ({ kind: "damaged", message });

interface Given {
  what: string;
  call: string;
  args: unknown[];
  chunk: (text: string) => void;
  done: (answer?: unknown) => void;
  signal: AbortSignal;
}

/** @param answers of the session */
function made(answers: Record<string, (...args: never[]) => unknown>) {
  const given: Given[] = [];
  const asked: unknown[][] = [];
  const call = async (method: string, ...args: unknown[]) => {
    asked.push([method, ...args]);
    return answers[method]?.(...(args as never[]));
  };
  const home = { call } as unknown as Home;
  const run = ((what, call, args, { signal, onChunk }) =>
    new Promise((resolve, reject) => {
      const chunk = (text: string) => onChunk?.(bytes(text));
      given.push({ what, call, args, chunk, done: (answer = []) => resolve(answer as never), signal });
      signal.addEventListener("abort", () => reject(cancelled()));
    })) as Run;
  const saver = new Saver(home, FILES, new Sources(home, FILES), run);
  /** The last that was given. */
  const last = async () => {
    await settled();
    const one = given.at(-1);
    assert.ok(one);
    return one;
  };
  return { saver, given, asked, last };
}

const WAY = { file: 0, plan: new Uint8Array(1), size: 6 };

test("pieces come out in the order in which they were written, and are counted up to the whole", async () => {
  const { saver, last } = made({ content: () => WAY });
  const told: number[][] = [];
  const save = saver.save({ what: "file", node: 1, layer: 0 }, (...at) => told.push(at));
  const copy = await last();
  assert.deepEqual([copy.what, copy.call], ["save", "copy"]);
  for (const text of ["ab", "cd", "efgh"]) copy.chunk(text);
  copy.done([damage("cut short")]);
  const { blob, problems } = await save;
  assert.equal(await blob.text(), "abcdefgh");
  assert.deepEqual(problems, [damage("cut short")]);
  // Progress never exceeds the expected bytes.
  assert.deepEqual(told, [
    [0, 6],
    [2, 6],
    [4, 6],
    [6, 6],
  ]);
});

test("a directory goes batch by batch, and the problems of all batches are gathered in order", async () => {
  const { saver, last, given, asked } = made({
    exportStart: () => ({ entries: 2, bytes: 100 }),
    exportBatch: (from: number) => ({ batch: new Uint8Array([from]), next: from + 1 }),
  });
  const told: number[][] = [];
  const save = saver.save({ what: "directory", node: 3, height: 1 }, (...at) => told.push(at));
  const first = await last();
  assert.equal(given.length, 1);
  first.chunk("one");
  first.done([damage("first")]);
  const second = await last();
  assert.equal(given.length, 2);
  second.chunk("two");
  second.done([damage("second"), damage("third")]);
  const { blob, problems } = await save;
  assert.equal(await blob.text(), "onetwo");
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["first", "second", "third"],
  );
  assert.deepEqual(asked, [
    ["exportStart", 3, 1],
    ["exportBatch", 0],
    ["exportBatch", 1],
  ]);
  assert.deepEqual(told[0], [0, 100 + 2 * 768]);
});

test("a save that is stopped rejects, and its worker ends", async () => {
  const { saver, last } = made({ content: () => WAY });
  const save = saver.save({ what: "file", node: 1, layer: 0 }, () => {});
  const copy = await last();
  saver.stop();
  await assert.rejects(save, { kind: "cancelled" });
  assert.ok(copy.signal.aborted);
});

test("another save ends the one before, not itself", async () => {
  const { saver, last } = made({ content: () => WAY });
  const first = saver.save({ what: "file", node: 1, layer: 0 }, () => {});
  await last();
  const second = saver.save({ what: "file", node: 2, layer: 0 }, () => {});
  await assert.rejects(first, { kind: "cancelled" });
  const copy = await last();
  copy.chunk("x");
  copy.done();
  assert.equal(await (await second).blob.text(), "x");
});

test("an image is made of slices of the opened files and of bytes, in order", async () => {
  const parts = [
    { bytes: bytes("head") },
    { file: 0, offset: 2, len: 3 },
    { plan: new Uint8Array(1), len: 4 },
    { bytes: bytes("end") },
  ];
  const { saver, last } = made({ saveImage: () => parts });
  const save = saver.save({ what: "image", image: 0 }, () => {});
  const stored = await last();
  assert.equal(stored.call, "stored");
  stored.chunk("blob");
  stored.done();
  assert.equal(await (await save).blob.text(), "head234blobend");
});

test("an image with a layer that can't be read whole is not written", async () => {
  const { saver, last } = made({ saveImage: () => [{ plan: new Uint8Array(1), len: 4 }] });
  const save = saver.save({ what: "image", image: 0 }, () => {});
  (await last()).done([damage("first"), damage("second")]);
  await assert.rejects(save, { kind: "damaged", message: "first" });
});

test("a layer for a commit is made beside a save: neither ends the other; a damaged layer is refused", async () => {
  const { saver, given, last } = made({
    content: () => WAY,
    upperStart: () => ({ entries: 1, bytes: 5 }),
    upperBatch: () => ({ batch: new Uint8Array([9]), next: 1 }),
  });
  const save = saver.save({ what: "file", node: 1, layer: 0 }, () => {});
  await settled();
  const { signal } = new AbortController();
  const layer = saver.layer(signal, () => {});
  const batch = await last();
  assert.deepEqual([batch.what, batch.call], ["make", "batch"]);
  batch.chunk("tar");
  batch.done();
  const digest = await last();
  assert.equal(digest.call, "digest");
  digest.done("sha256:1");
  const { file, diffId } = await layer;
  assert.deepEqual([await file.text(), diffId], ["tar", "sha256:1"]);
  const damaged = saver.layer(signal, () => {});
  (await last()).done([damage("no")]);
  await assert.rejects(damaged, { kind: "damaged" });
  given[0]?.done();
  await save;
});
