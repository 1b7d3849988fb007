// The page reads the shared catalogue by the rules of src/messages: both are held to the same cases.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";
import { render } from "./catalogue.ts";

test("placeholders, plurals and references are read by the shared rules", () => {
  const { entries, cases } = JSON.parse(readFileSync(at("src/messages/cases.json"), "utf8"));
  assert.ok(cases.length > 10);
  for (const [key, parameters, wanted] of cases) assert.equal(render(entries, key, parameters), wanted, key);
  assert.equal(render(entries, "nowhere", {}), undefined);
  assert.equal(render(entries, "constructor", {}), undefined);
});
