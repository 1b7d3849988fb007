// The shape of the middle: what a shape changes when it is chosen, and the way back to the rows.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Shape } from "./feature.ts";
import { answers, fresh, store } from "./testing/page.ts";

const { registry } = await import("./registry.ts");
const { inRows, setShape } = await import("./shape.state.ts");
const drawn = { id: "drawn" as Shape, rows: false, enter: () => ({ merged: true }) };
registry.add({
  id: "shapes",
  shapes: [
    { id: "tree", label: () => "tree", title: () => "tree", order: 1, rows: true },
    { ...drawn, label: () => "drawn", title: () => "drawn", order: 2 },
  ],
});
beforeEach(fresh);

test("a drawn shape is no rows, and changes what it says; a shape that is not there counts as rows", async () => {
  assert.equal(inRows(), true);
  await setShape("drawn" as Shape);
  assert.deepEqual([store.state.shape, store.state.merged, inRows()], ["drawn", true, false]);
  store.set({ shape: "gone" as Shape });
  assert.equal(inRows(), true);
});

test("back among the rows, the selected one is brought into sight; another selection meanwhile stays", async () => {
  answers({ rows: () => ({}), reveal: () => 7 });
  store.set({ selected: { node: 3, layer: null } });
  const { tree } = store.state;
  await setShape("tree");
  assert.deepEqual([store.state.revealed, store.state.tree], [{ index: 7 }, tree + 1]);
  const going = setShape("tree");
  store.set({ selected: { node: 4, layer: null }, revealed: null });
  await going;
  assert.equal(store.state.revealed, null);
});
