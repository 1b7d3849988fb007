// Several images: the page of them, what joined, whose files a drop leaves, and a comparison that is stopped or overtaken.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Compared, ImageInfo, Opened } from "../../pkg/layerscope.js";
import { engine, fresh, settled, store } from "../app/testing/page.ts";
import { addTexts, t } from "../ui/i18n.ts";
import { companion } from "./companion.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

addTexts(en, ko);
await import("../app/path-menu.state.ts");
await import("../content/viewer.state.ts");
const { addArchives, addDropped, closeImages, compareWith, prove, showImages, stopComparing } = await import(
  "./images.state.ts"
);
const image = (index: number, ...names: string[]) => ({ index, names, file: `${index}.tar` }) as unknown as ImageInfo;
const opened = {
  images: [image(0, "shop/web:1"), image(1, "localhost:5000/db:2"), image(2, "shop/web:2")],
} as unknown as Opened;
const tar = new File(["x"], "more.tar");
const act = (all: Record<string, unknown>) => Object.assign(engine.images, all);
beforeEach(() => {
  fresh();
  store.set({ opened, image: image(0), phase: "explore" });
});

test("the page opens at the last question, over whatever is open, and closes", () => {
  showImages("whatif");
  assert.equal(store.state.beside, "whatif");
  closeImages();
  store.set({ viewer: { older: null, newer: null, compare: false } });
  showImages();
  assert.deepEqual([store.state.beside, store.state.viewer], ["whatif", null]);
});

test("an image is compared with one of its repository, else with any; a port is no tag", () => {
  assert.equal(companion(opened, 0), 2);
  assert.equal(companion(opened, 1), 0);
  assert.equal(companion({ ...opened, images: opened.images.slice(0, 1) }, 0), null);
});

test("archives that join are announced; those that don't say why", async () => {
  act({ addFiles: async () => [1, 2] });
  await addArchives([tar]);
  assert.deepEqual([store.state.landed?.images, store.state.landed?.first], [2, 1]);
  store.set({ landed: null });
  act({ addFiles: () => Promise.reject({ kind: "other", message: "no tar", file: "more.tar" }) });
  await addArchives([tar]);
  await settled();
  assert.equal(store.state.landed, null);
  assert.equal(store.state.notice, t("archives.refused", { file: "more.tar", why: "no tar" }));
});

test("a dropped file without images is left to another handler, if there is one; a folder is never taken", async () => {
  const event = new Event("drop");
  act({ addImages: async () => null, addFiles: async () => [1] });
  assert.equal(await addDropped({ event, files: [tar], folder: undefined, others: true }), false);
  assert.equal(await addDropped({ event, files: [tar], folder: undefined, others: false }), true);
  assert.equal(await addDropped({ event, files: [tar, tar], folder: undefined, others: true }), true);
  assert.equal(await addDropped({ event, files: [tar], folder: {} as never, others: true }), false);
});

test("a comparison ends with what was found; stopped, what was found before stays", async () => {
  const guess = { certain: false } as Compared;
  act({ compare: async () => guess, stopComparing: () => {} });
  await compareWith(1);
  assert.deepEqual([store.state.comparing?.found, store.state.comparing?.running], [guess, false]);
  act({ prove: () => new Promise(() => {}) });
  prove();
  assert.equal(store.state.comparing?.running, true);
  stopComparing();
  assert.deepEqual([store.state.comparing?.found, store.state.comparing?.running], [guess, false]);
});

test("the answer to an older question comes to nothing; a failure is kept beside what was asked", async () => {
  let answer = (_: Compared) => {};
  act({ compare: () => new Promise((done) => (answer = done)) });
  const first = compareWith(1);
  const late = answer;
  act({ compare: () => Promise.reject({ kind: "damaged", message: "no" }) });
  await compareWith(2);
  late({ certain: true } as Compared);
  await first;
  const { comparing } = store.state;
  assert.deepEqual([comparing?.left, comparing?.found, comparing?.problem?.kind], [2, null, "damaged"]);
});
