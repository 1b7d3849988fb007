// The reader on the page's side: what it asks the session for, what it has workers do, and what ends when something else is looked at.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Home } from "./home.ts";
import { Reader } from "./reader.ts";
import type { Query } from "./session-part.ts";
import { Shell } from "./shell.ts";
import { settled, workers } from "./testing/worker.ts";

const WAY = { file: 0, plan: new Uint8Array(1), size: 9 };
const file = () => new File(["content"], "image.tar");

/** @param answers of the session */
function made(answers: Record<string, (...args: never[]) => unknown>) {
  const asked: string[] = [];
  const call = async (method: string, ...args: unknown[]) => {
    asked.push(method);
    return answers[method]?.(...(args as never[]));
  };
  const pool = workers();
  const home = { call } as unknown as Home;
  return { ...pool, asked, reader: new Reader(home, [file()], pool.spawn) };
}

const told = (promise: Promise<unknown>) => promise.catch(({ kind }) => kind);

test("content that could not be had is asked for again", async () => {
  let times = 0;
  const { reader, at } = made({
    content: () => {
      if (times++ === 0) throw { kind: "read-failed", message: "no" };
      return WAY;
    },
  });
  assert.equal(await told(reader.describe(1, 0)), "read-failed");
  const again = reader.describe(1, 0);
  await settled();
  at("describe").answer({ result: "text" });
  assert.equal(await again, "text");
  reader.stop();
});

test("what was read before the container changed is asked for again, and is no answer any more", async () => {
  const { reader, at, asked } = made({ content: () => WAY });
  const first = told(reader.describe(1, 0));
  await settled();
  at("describe").answer({ result: "text" });
  assert.equal(await first, "text");
  const before = told(reader.describe(1, 0));
  await settled();
  assert.deepEqual(asked, ["content"]);
  reader.changed(2);
  assert.equal(await before, "cancelled");
  const after = told(reader.describe(1, 0));
  await settled();
  at("describe").answer({ result: "new" });
  assert.equal(await after, "new");
  assert.deepEqual(asked, ["content", "content"]);
  reader.stop();
});

test("a save after the container changed asks for where the bytes are now", async () => {
  const { reader, at, asked } = made({ content: () => WAY });
  for (const times of [1, 2]) {
    const save = reader.save({ what: "file", node: 1, layer: 0 }, () => {});
    await settled();
    at("copy").answer({ result: [] });
    await save;
    assert.equal(asked.length, times);
    reader.changed(2);
  }
  reader.stop();
});

test("one who stops waiting for a save leaves who reads the same version", async () => {
  const { reader, at, asked } = made({ content: () => WAY });
  const read = told(reader.read(1, 0, 0, 10));
  const save = told(reader.save({ what: "file", node: 1, layer: 0 }, () => {}));
  await settled();
  reader.stopSaving();
  assert.equal(await save, "cancelled");
  at("read").answer({ result: "piece" });
  assert.equal(await read, "piece");
  assert.deepEqual(asked, ["content"]);
  reader.stop();
});

test("a save and an import run: what is previewed goes at once", async () => {
  const { reader, at, given } = made({ content: () => WAY, layerPlan: () => WAY, layer: () => ({ codec: "none" }) });
  const save = told(reader.save({ what: "layer", layer: 0 }, () => {}));
  const imported = told(reader.imported(0));
  const waiting = told(reader.imported(0));
  await settled();
  assert.ok(given("layer") && given("imported"));
  const preview = reader.describe(1, 0);
  await settled();
  at("describe").answer({ result: "text" });
  assert.equal(await preview, "text");
  reader.stop();
  assert.deepEqual(await Promise.all([save, imported, waiting]), ["cancelled", "cancelled", "cancelled"]);
});

test("a sum is made beside what is read, kept by the session, and wanted no more when another path is looked at", async () => {
  const learned: unknown[][] = [];
  const learnSum = (...args: unknown[]) => learned.push(args);
  const { reader, at, given } = made({ content: () => WAY, learnSum });
  const progress: number[][] = [];
  const hash = reader.sha256(1, 0, (done, total) => progress.push([done, total]));
  const preview = reader.describe(1, 0);
  await settled();
  assert.ok(given("sha256") && given("describe"));
  at("describe").answer({ result: "text" });
  assert.equal(await preview, "text");
  const worker = at("sha256");
  worker.onmessage({ data: { id: worker.jobs[0]?.id, memory: 0, progress: { done: 4, total: 9 } } });
  worker.answer({ result: "ab" });
  assert.equal(await hash, "ab");
  assert.deepEqual([learned, progress], [[[1, 0, "ab"]], [[4, 9]]]);

  const left = told(reader.sha256(1, 0, () => {}));
  await settled();
  const other = told(reader.sha256(2, 0, () => {}));
  assert.equal(await left, "cancelled");
  const before = learned.length;
  reader.changed(2);
  assert.equal(await other, "cancelled");
  assert.equal(learned.length, before);
  reader.stop();
});

const TAR = {
  exportStart: () => ({ entries: 3, bytes: 30 }),
  exportBatch: (from: number) => ({ batch: new Uint8Array([from]), next: from + 1 }),
  exportRest: (from: number) =>
    [0, 1, 2].slice(from).map((n) => ({ from: n, batch: new Uint8Array([10 + n]), next: n + 1 })),
  upperStart: () => ({ entries: 1, bytes: 5 }),
  upperBatch: () => ({ batch: new Uint8Array([99]), next: 1 }),
};

test("the container changes while a directory is saved: the rest is fetched before that, and the save goes on", async () => {
  const { reader, at, asked } = made(TAR);
  const save = reader.save({ what: "directory", node: 0, height: 0 }, () => {});
  await settled();
  assert.deepEqual(at("batch").jobs[0]?.args?.[1], new Uint8Array([0]));
  reader.settle();
  reader.changed(2);
  reader.settle();
  const batches: (number | undefined)[] = [];
  for (let i = 0; i < 3; i++) {
    const worker = at("batch");
    const given = worker.jobs[0]?.args?.[1] as Uint8Array | undefined;
    batches.push(given?.[0]);
    worker.onmessage({ data: { id: worker.jobs[0]?.id, memory: 0, chunk: new Blob(["x"]) } });
    worker.answer({ result: [] });
    await settled();
  }
  const { blob, problems } = await save;
  assert.deepEqual([await blob.text(), problems, batches], ["xxx", [], [0, 11, 12]]);
  assert.deepEqual(asked, ["exportStart", "exportBatch", "exportRest"]);
  reader.stop();
});

test("a commit and another image leave a running download alone; the commit's own work ends with its image", async () => {
  const { reader, at } = made({ ...TAR, content: () => WAY });
  const save = reader.save({ what: "file", node: 1, layer: 0 }, () => {});
  await settled();
  const layer = reader.layer(() => {});
  await settled();
  at("batch").answer({ result: [] });
  await settled();
  at("digest").answer({ result: "sha256:1" });
  assert.equal((await layer).diffId, "sha256:1");
  const other = told(reader.layer(() => {}));
  await settled();
  reader.clear();
  assert.equal(await other, "cancelled");
  at("copy").answer({ result: [] });
  assert.deepEqual((await save).problems, []);
  reader.stop();
});

test("lines that write no text leave the list of opened files as long as it is", async () => {
  const files = [file()];
  const { reader } = made({});
  const numbers: number[] = [];
  const ask = async (method: string, ...args: unknown[]) => {
    if (method !== "exec") return { container: null, layers: [] };
    numbers.push(Number(args[2]));
    return { output: [], text: new TextEncoder().encode(args[0] === "echo" ? "text" : "") };
  };
  const shell = new Shell(
    ask as Query,
    () => files,
    () => reader,
  );
  for (const line of ["ls", "ls", "echo", "ls", "ls"]) await shell.exec(line);
  assert.deepEqual([numbers, files.length], [[1, 1, 1, 2, 2], 3]);
  assert.equal(await files[1]?.text(), "text");
});
