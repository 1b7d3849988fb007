// The page's own words are in both languages; tests/core/messages.rs holds the catalogue that it shares with the core.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";
import "../../../scripts/typescript.mjs";

const { shared } = await import("../../../www/src/ui/catalogue.ts");

/** The words of all features. @param {"en" | "ko"} language @returns {Promise<Record<string, unknown>>} */
async function words(language) {
  const files = readdirSync(at("www/src"), { recursive: true, encoding: "utf8" });
  const found = files.filter((file) => new RegExp(`[/.]${language}\\.ts$`).test(file));
  const modules = await Promise.all(found.map((file) => import(at(`www/src/${file}`))));
  return Object.assign({}, ...modules.map((module) => module[language]));
}
const [en, ko] = await Promise.all([words("en"), words("ko")]);

test("the two languages have the same keys, each of the same sort", () => {
  const sorts = (/** @type {Record<string, unknown>} */ texts) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, typeof text]));
  assert.deepEqual(sorts(ko), sorts(en));
  assert.ok(Object.keys(en).length > 500, `${Object.keys(en).length} words`);
});

test("no key stands both in the catalogue and among the page's own words", () => {
  assert.deepEqual(
    Object.keys(shared.en).filter((key) => key in en),
    [],
  );
});
