// Where the bytes of versions are: asked once, kept while it holds, asked again when it failed.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Home } from "./home.ts";
import { Sources } from "./sources.ts";

const MIB = 1 << 20;
const FILES = [new File(["a"], "a.tar"), new File(["b"], "b.tar")];

function made(answer: (times: number) => unknown = () => ({ file: 1, plan: new Uint8Array(1), size: 9 })) {
  const asked: unknown[][] = [];
  const call = async (...args: unknown[]) => {
    asked.push(args);
    return answer(asked.length);
  };
  return { asked, sources: new Sources({ call } as unknown as Home, FILES) };
}

test("the same stretch of a version is asked for once, also while the answer is awaited", async () => {
  const { asked, sources } = made();
  const both = await Promise.all([sources.of(7, 1), sources.of(7, 1, 5)]);
  assert.deepEqual(
    both.map(({ file }) => file),
    [FILES[1], FILES[1]],
  );
  await sources.of(7, 1, 16 * MIB - 1);
  assert.deepEqual(asked, [["content", 7, 1, 0]]);
});

test("another stretch, layer or path is another question", async () => {
  const { asked, sources } = made();
  await sources.of(7, 1);
  await sources.of(7, 1, 16 * MIB);
  await sources.of(7, 1, 40 * MIB);
  await sources.of(7, 2);
  await sources.of(8, 1);
  assert.deepEqual(
    asked.map((args) => args.slice(1)),
    [
      [7, 1, 0],
      [7, 1, 16 * MIB],
      [7, 1, 32 * MIB],
      [7, 2, 0],
      [8, 1, 0],
    ],
  );
});

test("what failed is asked for again; who waited for the failure gets it", async () => {
  const { asked, sources } = made((times) => {
    if (times === 1) throw { kind: "read-failed", message: "no" };
    return { file: 0, plan: new Uint8Array(1), size: 9 };
  });
  const both = await Promise.allSettled([sources.of(7, 1), sources.of(7, 1)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  assert.equal((await sources.of(7, 1)).file, FILES[0]);
  assert.equal(asked.length, 2);
});

test("forgotten, it is asked for again; a late failure of before drops nothing of now", async () => {
  let fail: (problem: unknown) => void = () => {};
  const late = new Promise((_, reject) => {
    fail = reject;
  });
  const { asked, sources } = made((times) => (times === 1 ? late : { file: 0, plan: new Uint8Array(1), size: 9 }));
  const before = sources.of(7, 1).catch(({ kind }) => kind);
  sources.forget();
  await sources.of(7, 1);
  fail({ kind: "read-failed", message: "no" });
  assert.equal(await before, "read-failed");
  await sources.of(7, 1);
  assert.equal(asked.length, 2);
});

test("content of the container's layer may be in any file; of other layers it is in one, which must be there", async () => {
  const { sources } = made(() => ({ file: 5, plan: new Uint8Array(1), size: 9 }));
  sources.upper = 2;
  assert.equal((await sources.of(7, 2)).file, FILES);
  await assert.rejects(sources.of(7, 1), { kind: "internal" });
});
