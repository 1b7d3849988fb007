// The files' state: the way of looking and the removed files belong to one image.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fresh, store } from "../app/testing/page.ts";

const { setGhosts, setMode } = await import("./files.state.ts");

test("mode and removed files change alone, and another image has the merged view with what was removed", () => {
  fresh();
  setMode("changes");
  assert.deepEqual([store.state.mode, store.state.ghosts], ["changes", true]);
  setGhosts(false);
  assert.deepEqual([store.state.mode, store.state.ghosts], ["changes", false]);
  store.set(store.fresh("image"));
  assert.deepEqual([store.state.mode, store.state.ghosts, store.state.revealed], ["merged", true, null]);
});
