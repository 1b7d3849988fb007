// The page's own words are in both languages; tests/core/messages.rs holds the catalogue that it shares with the core.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shared } from "../../www/text/catalogue.js";
import { en } from "../../www/text/en.js";
import { ko } from "../../www/text/ko.js";

test("the two languages have the same keys, each of the same sort", () => {
  const sorts = (/** @type {Record<string, unknown>} */ words) =>
    Object.fromEntries(Object.entries(words).map(([key, text]) => [key, typeof text]));
  assert.deepEqual(sorts(ko), sorts(en));
  assert.ok(Object.keys(en).length > 500, `${Object.keys(en).length} words`);
});

test("no key stands both in the catalogue and among the page's own words", () => {
  assert.deepEqual(
    Object.keys(shared.en).filter((key) => key in en),
    [],
  );
});
