// Saving: one at a time, a download at the end, and what went wrong.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { cancelled } from "../core/problem.ts";
import { t } from "../ui/i18n.ts";
import type { SavingState } from "./saving.state.ts";
import { fresh, settled, store } from "./testing/page.ts";

const { dismissSaved, saveMade } = await import("./saving.state.ts");
const links: { download: string; click: () => void }[] = [];
Object.assign(globalThis.document, {
  createElement: () => {
    const link = { download: "", click: () => links.push(link) };
    return link;
  },
});
const realTimeout = globalThis.setTimeout;
// A kept Blob would keep the test running.
globalThis.setTimeout = ((work: () => void, ms?: number) =>
  ms === 60_000 ? 0 : realTimeout(work, ms)) as typeof setTimeout;
URL.createObjectURL = () => "blob:x";
const made = (problems: never[] = []) => Promise.resolve({ blob: new Blob(["x"]), problems });
beforeEach(() => {
  fresh();
  links.length = 0;
});

test("a file is downloaded under its name, and nothing more is shown", async () => {
  const saving = saveMade(() => made(), "image", ".tar");
  assert.equal(store.state.saving?.name, "image.tar");
  await saving;
  assert.deepEqual(
    [links.map(({ download }) => download), store.state.saving, store.state.saved],
    [["image.tar"], null, null],
  );
});

test("a second saving waits for no one: it is refused, and the first goes on", async () => {
  let finish = (_: { blob: Blob; problems: never[] }) => {};
  const first = saveMade(() => new Promise((done) => (finish = done)), "first", ".tar");
  await saveMade(() => made(), "second", ".tar");
  assert.equal(store.state.saving?.title, "first");
  await settled();
  assert.equal(store.state.notice, t("save.busy", { name: "first" }));
  finish(await made());
  await first;
  assert.deepEqual(
    links.map(({ download }) => download),
    ["first.tar"],
  );
});

test("a name that no system takes is shown beside the one it got; a failure has its problem; a stop has neither", async () => {
  await saveMade(() => made(), "a:b", ".tar");
  const renamed = store.state.saved;
  assert.equal(renamed?.title, "a:b");
  assert.notEqual(renamed?.name, "a:b.tar");
  dismissSaved();
  assert.deepEqual(store.state.saved, null);
  await saveMade(() => Promise.reject({ kind: "damaged", message: "no" }), "c", ".tar");
  const saved = store.state.saved as SavingState["saved"];
  assert.deepEqual([saved?.name, saved?.problems[0]?.kind], ["", "damaged"]);
  await saveMade(() => Promise.reject(cancelled()), "d", ".tar");
  assert.equal(store.state.saved, null);
});

test("what is saved while another file is opened is not downloaded", async () => {
  let finish = (_: { blob: Blob; problems: never[] }) => {};
  const saving = saveMade(() => new Promise((done) => (finish = done)), "old", ".tar");
  store.set(store.fresh("file"));
  finish(await made());
  await saving;
  assert.deepEqual(links, []);
});
