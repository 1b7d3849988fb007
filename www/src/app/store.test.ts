// The composed store: slices and how long they last.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type State, Store } from "./store.ts";

interface Made {
  a: number;
  b: string[];
}

const of = (state: Partial<State>) => state as unknown as Partial<Made> & Record<string, unknown>;

test("a slice's first values are there at once, and no field has two", () => {
  const store = new Store();
  store.slice<Made>("image", { a: 1, b: [] } as Made & Partial<State>);
  assert.deepEqual(of(store.state), { a: 1, b: [] });
  assert.throws(() => store.slice("visit", { a: 2 } as Partial<State>), /Two slices hold a/);
});

test("another file takes away more than another image", () => {
  const store = new Store();
  store.slice("visit", { visit: 1 } as Partial<State>);
  store.slice("file", { file: 1 } as Partial<State>);
  store.slice("image", { shown: 1 } as Partial<State>);
  assert.deepEqual(of(store.fresh("image")), { shown: 1 });
  assert.deepEqual(of(store.fresh("file")), { file: 1, shown: 1 });
});

test("the snapshot is replaced as a whole, and views are notified", () => {
  const store = new Store();
  store.slice("visit", { a: 1 } as Partial<State>);
  const before = store.state;
  let heard = 0;
  store.addEventListener("change", () => heard++);
  store.set({ a: 2 } as Partial<State>);
  assert.equal(heard, 1);
  assert.deepEqual([of(before), of(store.state)], [{ a: 1 }, { a: 2 }]);
  assert.throws(() => Object.assign(store.state, { a: 3 }), TypeError);
});
