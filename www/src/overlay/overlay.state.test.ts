// The diagram's directory, and the columns that are asked for around the visible ones.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { answers, fresh, settled, store } from "../app/testing/page.ts";

const { Columns, enterFolder, setSeveral } = await import("./overlay.state.ts");
beforeEach(fresh);

test("a directory that is entered is selected, with all its names again", () => {
  setSeveral(true);
  enterFolder(12);
  const { folder, several, selected, tab } = store.state;
  assert.deepEqual([folder, several, selected, tab], [12, false, { node: 12, layer: null }, "file"]);
});

test("columns are asked with a margin and found by their index", async () => {
  const names = Array.from({ length: 60 }, (_, i) => ({ name: `n${i}` }));
  const asked = answers({
    diagram: (_folder, _height, _several, from: number, count: number) => ({
      from,
      total: 200,
      names: names.slice(0, count),
    }),
  });
  const columns = new Columns(() => {});
  columns.want("one", { folder: 3, height: 1, several: true }, 100, 110);
  await settled(10);
  const [, folder, height, several, from] = asked[0] ?? [];
  assert.deepEqual([folder, height, several, from], [3, 1, true, 76]);
  assert.equal(columns.at(76)?.name, "n0");
  assert.equal(columns.at(75), null);
});
