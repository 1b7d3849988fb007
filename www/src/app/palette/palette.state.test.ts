// The palette opens over the page, in the place of the help, and over no other dialog.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, store } from "../testing/page.ts";

const { closePalette, openPalette } = await import("./palette.state.ts");
const shows = (dialog: object | null) => Object.assign(globalThis.document, { querySelector: () => dialog });
beforeEach(() => {
  fresh();
  closePalette();
  shows(null);
});

test("it opens and closes", async () => {
  await openPalette();
  assert.equal(store.state.palette, true);
  closePalette();
  assert.equal(store.state.palette, false);
});

test("the help gives way to it; another dialog does not", async () => {
  store.set({ help: true });
  await openPalette();
  assert.deepEqual([store.state.help, store.state.palette], [false, true]);
  closePalette();
  shows({});
  await openPalette();
  assert.equal(store.state.palette, false);
});
