// The viewer: opened, turned to comparing, closed with the focus back where it came from.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, settled, store } from "../app/testing/page.ts";

const { closeViewer, compareVersions, openContent } = await import("./viewer.state.ts");
class Button extends HTMLElement {
  override isConnected = true;
  times = 0;
  override focus() {
    this.times++;
  }
}
const holds = (element: unknown) => Object.assign(globalThis.document, { activeElement: element });
beforeEach(fresh);

test("content, then two versions, then nothing", () => {
  openContent();
  assert.deepEqual(store.state.viewer, { older: null, newer: null, compare: false });
  compareVersions(0, 2);
  assert.deepEqual(store.state.viewer, { older: 0, newer: 2, compare: true });
  closeViewer();
  assert.equal(store.state.viewer, null);
});

test("the focus goes back to what opened the viewer, not to what compared in it", async () => {
  const [first, inside] = [new Button(), new Button()];
  holds(first);
  openContent();
  holds(inside);
  compareVersions();
  closeViewer();
  await settled(10);
  assert.deepEqual([first.times, inside.times], [1, 0]);
});
