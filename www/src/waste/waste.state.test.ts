// Dead bytes: asked when the tab is open and all is read, once for what is known, and again once all is hashed.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { ImageInfo, Opened } from "../../pkg/layerscope.js";
import { answers, fresh, settled, store } from "../app/testing/page.ts";

const { chooseDead, followWaste, showWaste } = await import("./waste.state.ts");
followWaste();
const given = () => ({
  opened: { file: "a.tar" } as Opened,
  image: { index: 0, id: "i" } as ImageInfo,
});
const count = (asked: unknown[][]) => asked.filter(([method]) => method === "waste").length;
const all = { waste: () => ({ dead: 1 }), advice: () => [], duplicates: () => ({}) };
beforeEach(fresh);

test("nothing is asked before the tab is open and all is read; then once, and once more when all is hashed", async () => {
  const asked = answers(all);
  store.set({ ...given(), merged: true });
  await settled(5);
  assert.equal(count(asked), 0);
  showWaste();
  store.set({ notice: "x" });
  await settled(5);
  assert.equal(count(asked), 1);
  assert.deepEqual(store.state.waste?.sums as unknown, { dead: 1 });
  store.set({ proof: "done" });
  await settled(5);
  assert.equal(count(asked), 2);
});

test("a failure is kept, without an older answer in its place", async () => {
  answers({ ...all, advice: () => Promise.reject({ kind: "limit", message: "too much" }) });
  store.set({ ...given(), merged: true, tab: "waste" });
  await settled(5);
  assert.deepEqual([store.state.waste, store.state.unwasted?.kind], [null, "limit"]);
});

test("the tab opens at a layer's dead bytes, with no filter left from before", () => {
  answers(all);
  chooseDead({ by: "size" as never, cause: "deleted" as never });
  store.set({ beside: "pull" });
  showWaste(2);
  const { dead, tab, beside, part } = store.state;
  assert.deepEqual([tab, beside, part], ["waste", null, "details"]);
  assert.deepEqual(dead, { by: "path", layer: 2, hiddenBy: null, cause: null });
});
