// The menu of a path opens for a path that can be changed, and for no other one.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { ImageInfo } from "../../pkg/layerscope.js";
import { answers, fresh, store } from "./testing/page.ts";

const { closeOffer, offer } = await import("./path-menu.state.ts");
const image = { index: 0, container: {}, layers: [{ container: null }, { container: 0 }] } as unknown as ImageInfo;
const path = { node: 5, path: "/etc", kind: "dir", live: true };
beforeEach(fresh);

test("it opens at the container's own layer, where it was asked for, and closes", async () => {
  const asked = answers({ path: () => path });
  store.set({ image, height: 1 });
  await offer(5, 40, 50);
  assert.deepEqual(store.state.offer, { path, x: 40, y: 50 });
  assert.deepEqual(asked, [["path", 5, 1]]);
  closeOffer();
  assert.equal(store.state.offer, null);
});

test("it stays shut at a read-only layer, and where the core has no path", async () => {
  answers({ path: () => path });
  store.set({ image, height: 0 });
  await offer(5, 0, 0);
  assert.equal(store.state.offer, null);
  answers({});
  store.set({ height: 1 });
  await offer(5, 0, 0);
  assert.equal(store.state.offer, null);
});
