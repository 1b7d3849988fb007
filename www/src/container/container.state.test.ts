// Containers: shown, changed, refused, removed; and the directory that what is new goes into.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { ImageInfo, PathHistory } from "../../pkg/layerscope.js";
import { answers, engine, fresh, store } from "../app/testing/page.ts";

await import("../app/shape.state.ts");
await import("../app/path-menu.state.ts");
await import("../files/files.state.ts");
await import("../content/viewer.state.ts");
const { ask, folderAt, folderOfSelected, perform, removeContainer, showContainer, siblings, step } = await import(
  "./container.state.ts"
);
const image = (entries = 0, undo = 0) =>
  ({ index: 0, layers: [{}, {}, {}], container: { id: 0, entries, bytes: 5, undo, redo: 0 } }) as unknown as ImageInfo;
const acts = (all: Record<string, unknown>) => Object.assign(engine.containers, all);
beforeEach(() => {
  fresh();
  answers({
    containers: () => [
      { id: 0, image: 0 },
      { id: 1, image: 1 },
    ],
    equivalent: () => "mkdir /a",
  });
});

test("a container is shown at its own height, in the merged view, with nothing open over it", async () => {
  acts({ choose: async () => image() });
  store.set({ mode: "changes", tab: "archive" });
  await showContainer(0);
  const { height, mode, tab, viewer, containers, edits } = store.state;
  assert.deepEqual([height, mode, tab, viewer, containers.length, edits], [2, "merged", "layer", null, 2, 1]);
  assert.deepEqual(
    siblings(store.state).map(({ id }) => id),
    [0],
  );
});

test("a step that is done shows the image as it is then; a refusal leaves it and is in the log", async () => {
  const done = { applied: { refusal: null, effects: [] }, image: image(1, 1) };
  acts({ apply: async () => done });
  assert.equal(await perform([], "container.did.newFolder", {}), null);
  assert.equal(store.state.image?.container?.entries, 1);
  const { edits } = store.state;
  acts({ apply: async () => ({ ...done, applied: { refusal: { message: "File exists" }, effects: [] } }) });
  assert.equal(await perform([], "container.did.newFolder", {}), "File exists");
  assert.deepEqual([store.state.edits, store.state.log.at(-1)?.refusal], [edits, "File exists"]);
});

test("nothing to take back: the core is not asked", async () => {
  let asked = 0;
  acts({
    step: async () => {
      asked++;
      return { applied: { refusal: null, effects: [] }, image: image() };
    },
  });
  store.set({ image: image(0, 0) });
  await step("undo");
  await step("reset");
  assert.equal(asked, 0);
  store.set({ image: image(1, 1) });
  await step("undo");
  assert.equal(asked, 1);
});

test("the shown container goes: its image is shown alone", async () => {
  const chosen: unknown[] = [];
  acts({
    remove: async () => ({ entries: 2, bytes: 9 }),
    choose: async (id: number | null) => {
      chosen.push(id);
      return { ...image(), container: null };
    },
  });
  store.set({ image: image() });
  await removeContainer(0);
  assert.deepEqual([chosen, store.state.image?.container], [[null], null]);
});

test("what is new goes into the directory, or beside the file", async () => {
  const at = (path: string, kind: string, live = true) => ({ path, kind, live }) as PathHistory;
  assert.equal(folderAt(at("/etc", "dir")), "/etc/");
  assert.equal(folderAt(at("/etc/passwd", "file")), "/etc/");
  assert.equal(folderAt(at("/etc/gone", "dir", false)), "/etc/");
  assert.equal(folderAt(at("/", "dir")), "/");
  assert.equal(await folderOfSelected(), "/");
});

test("a question closes the menu that it came from", () => {
  store.set({ offer: { path: {} as PathHistory, x: 1, y: 2 } });
  ask({ act: "rename", path: null, folder: "/" });
  assert.deepEqual([store.state.offer, store.state.asking?.act], [null, "rename"]);
});
