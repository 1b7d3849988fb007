// One colour a layer: rules for as many layers as there are, neighbours that differ, the container's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sheets } from "./testing/browser.ts";

// It makes its stylesheet as soon as it is there.
const { paint } = await import("./palette.ts");

function painted(layers: number, upper = -1) {
  paint(layers, upper);
  const rules = sheets.at(-1) ?? "";
  const colours = [...rules.matchAll(/\.L(\d+)\{--c:(.*?)\}/g)].map(([, layer, colour]) => [Number(layer), colour]);
  return { rules, colours };
}

test("each layer has a rule, in order, and the page knows how many there are", () => {
  const { rules, colours } = painted(3);
  assert.ok(rules.startsWith(":root{--layers:3}"));
  assert.deepEqual(
    colours.map(([layer]) => layer),
    [0, 1, 2],
  );
});

test("as many layers as there are hues have one each; few are spread over all", () => {
  const all = painted(8).colours.map(([, colour]) => colour);
  assert.equal(new Set(all).size, 8);
  const two = painted(2).colours.map(([, colour]) => colour);
  assert.deepEqual(two, [all[0], all[7]]);
  assert.equal(painted(1).colours[0]?.[1], all[0]);
});

test("of many layers, neighbours differ, and so do those eight apart", () => {
  const colours = painted(40).colours.map(([, colour]) => colour);
  assert.equal(colours.length, 40);
  for (let layer = 1; layer < 40; layer++) assert.notEqual(colours[layer], colours[layer - 1], `${layer}`);
  assert.notEqual(colours[0], colours[8]);
  assert.equal(colours[0], colours[16]);
});

test("the container's layer is the one warm thing; the last rule wins", () => {
  const { colours } = painted(3, 2);
  assert.deepEqual(colours.at(-1), [2, "var(--rw)"]);
});

test("the same is not painted twice", () => {
  painted(5);
  const { length } = sheets;
  paint(5, -1);
  assert.equal(sheets.length, length);
  paint(5, 4);
  assert.equal(sheets.length, length + 1);
});
