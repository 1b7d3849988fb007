// The treemap's trail: into a directory, up again, and the selection with it.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Treemap } from "../../pkg/layerscope.js";
import { fresh, store } from "../app/testing/page.ts";

const { cellPath, mapQuery, setTable, setWhat, zoomIn, zoomOut } = await import("./treemap.state.ts");
/** The root, /usr, /usr/bin, /usr/bin/x, and the rest of /usr. */
const map = {
  path: "/",
  cells: [
    { up: -1, node: 0, name: "", expandable: true },
    { up: 0, node: 1, name: "usr", expandable: true },
    { up: 1, node: 2, name: "bin", expandable: true },
    { up: 2, node: 3, name: "x", expandable: false },
    { up: 1, node: null, name: "", expandable: false },
  ],
} as unknown as Treemap;
const trail = () => store.state.map.trail.map(({ name }) => name);
beforeEach(fresh);

test("zooming leads to the nearest directory at or above a cell, through all that lie between", () => {
  assert.equal(zoomIn(map, 3), true);
  assert.deepEqual(trail(), ["usr", "bin"]);
  assert.deepEqual(store.state.selected, { node: 2, layer: null });
  assert.equal(mapQuery(store.state).root, 2);
  assert.equal(zoomIn(map, 0), false);
});

test("up by one, to a depth, and not above the root", () => {
  zoomIn(map, 2);
  zoomOut();
  assert.deepEqual([trail(), store.state.selected?.node], [["usr"], 1]);
  zoomOut(0);
  assert.deepEqual([trail(), mapQuery(store.state).root], [[], 0]);
  store.set({ selected: null });
  zoomOut();
  assert.equal(store.state.selected, null);
});

test("what is drawn and the table change without the trail", () => {
  zoomIn(map, 1);
  setWhat("stored");
  setTable(true);
  assert.deepEqual([trail(), store.state.map.what, store.state.map.table], [["usr"], "stored", true]);
});

test("a rest has its directory's path", () => {
  assert.deepEqual([cellPath(map, 3), cellPath(map, 4), cellPath(map, 0)], ["/usr/bin/x", "/usr", "/"]);
});
