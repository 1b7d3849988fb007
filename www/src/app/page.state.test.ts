// The page's own state: what an image takes along when it goes, what a file takes, what stays; where tabs and layers lead.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { ImageInfo } from "../../pkg/layerscope.js";
import { fresh, settled, store } from "./testing/page.ts";

const { announce, goTo, setHeight, showTab } = await import("./actions.ts");

const image = (layers: number) => ({ index: 0, layers: Array(layers).fill({}) }) as unknown as ImageInfo;
beforeEach(fresh);

test("another image takes selection, height and tab; another file takes the part and the open archive, too", () => {
  const selected = { node: 4, layer: 1 };
  store.set({ image: image(3), height: 2, selected, merged: true, part: "details", fileName: "a.tar" });
  store.set(store.fresh("image"));
  const { image: shown, height, selected: now, merged, part, fileName } = store.state;
  assert.deepEqual([shown, height, now, merged], [null, 0, null, false]);
  assert.deepEqual([part, fileName], ["details", "a.tar"]);
  store.set(store.fresh("file"));
  assert.deepEqual([store.state.part, store.state.fileName], ["stack", ""]);
});

test("a height is one of the image's layers; the File tab stays where a path is selected", () => {
  store.set({ image: image(3), tab: "image" });
  setHeight(3);
  setHeight(-1);
  assert.deepEqual([store.state.height, store.state.tab], [0, "image"]);
  setHeight(2);
  assert.deepEqual([store.state.height, store.state.tab], [2, "layer"]);
  store.set({ tab: "file", selected: { node: 1, layer: null } });
  setHeight(1);
  assert.deepEqual([store.state.height, store.state.tab], [1, "file"]);
});

test("a tab that is shown from elsewhere leaves the page of several images", () => {
  store.set({ beside: "pull", part: "stack" });
  showTab("image");
  const { tab, beside, part } = store.state;
  assert.deepEqual([tab, beside, part], ["image", null, "details"]);
});

test("a finding leads to its layer, or to its member of the archive", () => {
  store.set({ image: image(3) });
  goTo({ node: null, layer: 1, member: "x" } as never);
  assert.deepEqual([store.state.height, store.state.tab, store.state.member], [1, "layer", null]);
  goTo({ node: null, layer: null, member: "x" } as never);
  assert.deepEqual([store.state.tab, store.state.member], ["archive", { path: "x" }]);
});

test("what is said twice is heard twice", async () => {
  const heard: string[] = [];
  store.addEventListener("change", () => heard.push(store.state.notice));
  announce("done");
  await settled();
  announce("done");
  await settled();
  assert.deepEqual(heard, ["", "done", "", "done"]);
});
