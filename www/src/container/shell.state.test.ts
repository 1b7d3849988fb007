// The command line: what it printed is in the log, its history has each line once, and the page follows its wishes.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { ImageInfo } from "../../pkg/layerscope.js";
import { answers, engine, fresh, settled, store } from "../app/testing/page.ts";

const { execute, history } = await import("./shell.state.ts");
const image = { index: 0, layers: [], container: { id: 0 } } as unknown as ImageInfo;
const runs = (intent: object | null, text = "") =>
  Object.assign(engine.shell, {
    exec: async () => ({
      executed: { applied: { effects: [], refusal: null }, cwd: "/etc", intent },
      printed: [{ text, error: false }],
      image,
    }),
  });
beforeEach(() => {
  fresh();
  history.length = 0;
  answers({ containers: () => [] });
});

test("a line is logged with its prompt and what it printed, made safe; the next one starts where it ended", async () => {
  runs(null, "a\u001b[31mb\nc");
  assert.equal(await execute("ls", "/ #"), "/etc");
  const last = store.state.log.at(-1);
  assert.deepEqual([last?.command, last?.printed?.length], ["/ # ls", 1]);
  assert.equal(last?.printed?.[0]?.text.includes("\u001b"), false);
});

test("the history has a line once when it is repeated, and two hundred at most", async () => {
  runs(null);
  await execute("ls", "#");
  await execute("ls", "#");
  assert.deepEqual(history, ["ls"]);
  for (let n = 0; n < 220; n++) await execute(`echo ${n}`, "#");
  assert.deepEqual([history.length, history.at(-1)], [200, "echo 219"]);
});

test("docker rm asks first; a failure is said and ends the line", async () => {
  runs({ do: "rm" });
  await execute("docker rm me", "#");
  assert.equal(store.state.asking?.act, "remove");
  Object.assign(engine.shell, { exec: () => Promise.reject({ kind: "limit", message: "too long" }) });
  assert.equal(await execute("x", "#"), null);
  await settled();
  assert.equal(store.state.notice, "too long");
});
