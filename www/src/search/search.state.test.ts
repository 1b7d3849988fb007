// The search's state: a column that is chosen again turns the order round.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, store } from "../app/testing/page.ts";

const { setQuery, showBuilder, sortBy } = await import("./search.state.ts");

beforeEach(fresh);
const order = () => [store.state.sort, store.state.reverse];

test("names go from A; any other column has the largest first; the same column again turns round", () => {
  assert.deepEqual(order(), ["name", false]);
  sortBy("size");
  assert.deepEqual(order(), ["size", true]);
  sortBy("size");
  assert.deepEqual(order(), ["size", false]);
  sortBy("name");
  assert.deepEqual(order(), ["name", false]);
  sortBy("name");
  assert.deepEqual(order(), ["name", true]);
});

test("a query and its form belong to one image", () => {
  setQuery("*.so");
  showBuilder(true);
  assert.deepEqual([store.state.query, store.state.builder], ["*.so", true]);
  store.set(store.fresh("image"));
  assert.deepEqual([store.state.query, store.state.builder], ["", false]);
});
