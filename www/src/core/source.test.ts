// Files as tasks read them: the bytes are the file's, however it is read and whichever thread reads it.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Source } from "./source.ts";
import { Barred, fresh, lender, numbered, Watched } from "./testing/lender.ts";

const MIB = 1 << 20;
const BYTES = numbered(5 * MIB + 77);

beforeEach(() => Object.assign(lender, { wanted: [], fails: null }));

/** As `drive` asks: what is there, else what is read. */
async function had(source: Source, at: number, end: number, through: boolean) {
  const bytes = source.there(at) ?? (await source.read(at, end, through));
  assert.ok(Buffer.from(bytes).equals(BYTES.subarray(at, at + bytes.length)), `bytes at ${at}`);
  return bytes.length;
}

/** All bytes from one to another, through. */
async function through(source: Source, from: number, end: number) {
  let at = from;
  while (at < end) {
    const length = await had(source, at, end, true);
    assert.ok(length > 0, `no bytes at ${at} of ${from}–${end}`);
    at += length;
  }
}

/** Headers with gaps. */
async function walk(source: Source, places: number[], end: number = source.size) {
  for (const at of places) assert.ok((await had(source, at, end, false)) > 0, `no bytes at ${at}`);
}

/** Numbers that are the same each time. */
function dice(seed: number) {
  let state = seed;
  return (most: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

test("any walk and any reading through gives the file's bytes", async () => {
  const { Source } = await fresh();
  for (let seed = 1; seed <= 40; seed++) {
    const roll = dice(seed);
    const source = new Source(new File([BYTES], "f"));
    for (let at = roll(4096), steps = 0; at < BYTES.length && steps < 40; steps++) {
      const end = Math.min(BYTES.length, at + 1 + roll(3 * MIB));
      if (roll(3) === 0) {
        await through(source, at, end);
        at = roll(4) === 0 ? roll(BYTES.length) : end + roll(1024);
      } else {
        await walk(source, [at], roll(2) === 0 ? end : BYTES.length);
        at += roll(2) === 0 ? 1 + roll(64 << 10) : 1 + roll(2 * MIB);
      }
    }
    source.stop();
  }
});

test("the last chunk is not lost, and the end follows it", async () => {
  const { Source } = await fresh();
  for (const size of [1, 65535, 65536, 65537, 327680, 1376256, 1376257, BYTES.length]) {
    const source = new Source(new File([BYTES.subarray(0, size)], "f"));
    await through(source, 0, size);
    assert.equal((await source.read(size, size, true)).length, 0);
    assert.equal((await source.read(size, size + 512, false)).length, 0);
  }
});

test("one span after another is read to its end, close as they stand", async () => {
  const { Source } = await fresh();
  const source = new Source(new File([BYTES], "f"));
  await through(source, 512, MIB);
  await through(source, MIB, 2 * MIB);
  await through(source, 2 * MIB + 512, 3 * MIB);
  await walk(source, [3 * MIB], BYTES.length);
});

test("small gaps are streamed over, large ones leapt; nothing after the end is asked for", async () => {
  const { Source } = await fresh();
  const file = new Watched(BYTES);
  const end = 4 * MIB;
  await walk(new Source(file), [0, 40_000, 90_000, 200_000, 260_000], end);
  assert.deepEqual(file.reads, ["small 0 32768", `stream 40000 ${end}`]);

  file.reads.length = 0;
  const leaping = new Source(file);
  await walk(leaping, [0, 3 * MIB, 3 * MIB + 100], end);
  assert.deepEqual(file.reads, ["small 0 32768", `small ${3 * MIB} ${3 * MIB + 8192}`]);

  file.reads.length = 0;
  await walk(new Source(file), [end - 10], end);
  await through(new Source(file), end - 100_000, end);
  await through(new Source(file), 0, end);
  assert.deepEqual(file.reads, [`small ${end - 10} ${end}`, `small ${end - 100_000} ${end}`, `stream 0 ${end}`]);
});

test("who can't read borrows from then on, and doesn't try again", async () => {
  const { bytesOf, Source } = await fresh();
  const file = new Barred(BYTES);
  await walk(new Source(file), [0, 3 * MIB]);
  assert.equal(file.tries, 1);
  await through(new Source(file), 100, BYTES.length);
  assert.deepEqual(Buffer.from(await bytesOf(file, 7, 9)), Buffer.from(BYTES.subarray(7, 9)));
  assert.equal(file.tries, 1);
  assert.ok(lender.wanted.every(({ to }) => to <= BYTES.length));
});

test("a stream that fails is borrowed on, as far as it was to go", async () => {
  const { Source } = await fresh();
  const file = new Barred(BYTES);
  const end = 3 * MIB;
  const source = new Source(file);
  await through(source, 1000, end);
  assert.equal(file.tries, 1);
  assert.equal(Math.max(...lender.wanted.map(({ to }) => to)), end);
  await through(source, end, BYTES.length);
  assert.equal(file.tries, 1);
});

test("neither thread can read it: each read rejects with the first error", async () => {
  const { bytesOf, Source } = await fresh();
  const file = new Barred(BYTES);
  lender.fails = "not readable there either";
  const why = { message: "not readable here" };
  await assert.rejects(bytesOf(file, 0, 8), why);
  const source = new Source(file);
  await assert.rejects(source.read(0, MIB, true), why);
  await assert.rejects(source.read(0, MIB, true), why);
  await assert.rejects(source.read(0, MIB, false), why);
  // A failed loan does not make the source a borrower.
  lender.fails = null;
  await through(source, 0, MIB);
});
