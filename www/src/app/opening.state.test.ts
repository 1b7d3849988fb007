// Opening: what was open goes at once, an older opening's answer comes to nothing, a failure is the problem state.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { ImageInfo, Opened } from "../../pkg/layerscope.js";
import { answers, engine, fresh, store } from "./testing/page.ts";

const { cancel, chooseImage, open, stopVerifying } = await import("./opening.state.ts");
const file = (name: string) => new File(["x"], name);
const image = (index: number) => ({ index, layers: [{}, {}], names: [] }) as unknown as ImageInfo;
const opened = { file: "a.tar", chosen: 0, images: [image(0), image(1)], problems: [] } as unknown as Opened;
Object.assign(engine, {
  open: async () => opened,
  choose: async (index: number) => image(index),
  cancel: () => {},
  stopVerifying: () => {},
});
beforeEach(() => {
  fresh();
  answers({ findings: () => [], containers: () => [] });
});

test("a file goes from opening to explore, at the top layer", async () => {
  store.set({ selected: { node: 1, layer: null } });
  const opening = open([file("a.tar")]);
  assert.deepEqual([store.state.phase, store.state.fileName, store.state.selected], ["opening", "a.tar", null]);
  await opening;
  const { phase, height, image: shown } = store.state;
  assert.deepEqual([phase, height, shown?.index], ["explore", 1, 0]);
});

test("of two openings the later one counts", async () => {
  let answer = (_: Opened) => {};
  Object.assign(engine, { open: () => new Promise((done) => (answer = done)) });
  const first = open([file("old.tar")]);
  const late = answer;
  Object.assign(engine, { open: async () => opened });
  await open([file("a.tar")]);
  late({ ...opened, file: "old.tar" });
  await first;
  assert.equal(store.state.fileName, "a.tar");
});

test("a failure is the problem state, with the file's name; cancelling leads to the start", async () => {
  Object.assign(engine, { open: () => Promise.reject({ kind: "damaged", message: "no", file: null }) });
  await open([file("bad.tar")]);
  assert.deepEqual([store.state.phase, store.state.problem?.file], ["problem", "bad.tar"]);
  Object.assign(engine, { open: async () => opened });
  const opening = open([file("a.tar")]);
  cancel();
  await opening;
  assert.deepEqual([store.state.phase, store.state.problem], ["start", null]);
});

test("another image starts fresh and keeps the tab, but not the file's or the findings'", async () => {
  await open([file("a.tar")]);
  store.set({ tab: "archive", query: "x" } as never);
  await chooseImage(1);
  assert.deepEqual([store.state.image?.index, store.state.tab], [1, "archive"]);
  store.set({ tab: "file" });
  await chooseImage(0);
  assert.equal(store.state.tab, "layer");
  stopVerifying();
  assert.deepEqual([store.state.proof, store.state.progress], ["stopped", null]);
});
