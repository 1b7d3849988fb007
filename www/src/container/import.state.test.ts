// Imports: a tar becomes a container that is shown, or fits none and is asked about; placed again, the first one goes.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { ImageInfo } from "../../pkg/layerscope.js";
import { answers, engine, fresh, settled, store } from "../app/testing/page.ts";
import { addTexts, t } from "../ui/i18n.ts";
import { en } from "./import.en.ts";
import { ko } from "./import.ko.ts";

addTexts(en, ko);
await import("../app/shape.state.ts");
await import("../files/files.state.ts");
const { closeImport, importTar, placeAgain } = await import("./import.state.ts");
const image = { index: 0, layers: [{}, {}], container: { id: 0 } } as unknown as ImageInfo;
const found = { import: 3, container: 0, chosen: { image: 0, height: 0 }, kind: "diff" };
const tar = new File(["x"], "upper.tar");
beforeEach(() => {
  fresh();
  store.set({ image, merged: true });
  answers({ containers: () => [] });
  Object.assign(engine.containers, { import: async () => found, choose: async () => image });
});

test("a tar that fits is shown as a container, and the page says where it was put", async () => {
  await importTar(tar);
  assert.equal(store.state.imported?.file, "upper.tar");
  assert.equal(store.state.log.at(-1)?.words, "import.did");
  assert.equal(store.state.height, 1);
  closeImport();
  assert.equal(store.state.imported, null);
});

test("a tar that fits nowhere is asked about, and no container is shown", async () => {
  Object.assign(engine.containers, { import: async () => ({ ...found, container: null, chosen: null }) });
  await importTar(tar);
  assert.deepEqual([store.state.imported?.found.container, store.state.log], [null, []]);
});

test("placed again, the container before it is removed; a failure leaves all as it was", async () => {
  const removed: number[] = [];
  Object.assign(engine.containers, { remove: async (id: number) => removed.push(id) });
  answers({ containers: () => [], importAgain: () => ({ ...found, container: 1 }) });
  await placeAgain(null, null);
  assert.deepEqual(removed, []);
  await importTar(tar);
  await placeAgain(null, null);
  assert.deepEqual([removed, store.state.imported?.found.container], [[0], 1]);
  answers({ importAgain: () => Promise.reject({ kind: "damaged", message: "no tar" }) });
  await placeAgain(null, null);
  await settled();
  assert.equal(store.state.imported?.found.container, 1);
  assert.equal(store.state.notice, t("import.failed", { file: "upper.tar", why: "no tar" }));
});
