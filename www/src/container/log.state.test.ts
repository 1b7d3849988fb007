// The log of containers: the newest last, a hundred at most, and the paths of the last step.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, store } from "../app/testing/page.ts";

const { forgetLog, lastStep, tell } = await import("./log.state.ts");
const step = { words: "container.did.mkdir" as never, params: {}, command: null, refusal: null };
const effect = (node: number) => ({ node }) as never;
beforeEach(fresh);

test("every step has its own number, and the oldest go", () => {
  for (let n = 0; n < 120; n++) tell({ ...step, effects: [] });
  const ids = store.state.log.map(({ id }) => id);
  assert.equal(ids.length, 100);
  assert.ok(ids.every((id, i) => i === 0 || id === (ids[i - 1] ?? 0) + 1));
  forgetLog();
  assert.deepEqual(store.state.log, []);
});

test("the last step names its paths; a commit names the layer", () => {
  assert.deepEqual(lastStep(store.state), { of: undefined, nodes: [], layer: false });
  tell({ ...step, effects: [effect(3), effect(4)] });
  assert.deepEqual(lastStep(store.state).nodes, [3, 4]);
  tell({ ...step, words: "container.did.commit", effects: [] });
  assert.equal(lastStep(store.state).layer, true);
});
