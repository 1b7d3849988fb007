// Every kind of problem that the core knows has its words, in both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at } from "../../scripts/build/steps.mjs";
import { problems as en } from "../../www/text/en.problems.js";
import { problems as ko } from "../../www/text/ko.problems.js";

/** "MissingBlob" → "missing-blob", as serde writes it. */
const kebab = (/** @type {string} */ name) => name.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase();

function kinds() {
  const source = readFileSync(at("src/error.rs"), "utf8");
  const body = /pub enum Kind \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? "";
  return [...body.matchAll(/^ {4}([A-Z]\w*),$/gm)].map(([, name]) => kebab(name ?? ""));
}

test("every kind of problem has a sentence, and what it means or what to try", () => {
  const all = kinds();
  assert.ok(all.length > 40, `${all.length} kinds`);
  for (const kind of all) {
    for (const words of /** @type {Record<string, unknown>[]} */ ([en, ko])) {
      assert.ok(`problem.${kind}.what` in words, `problem.${kind}.what`);
      const more = ["means", "try"].some((what) => `problem.${kind}.${what}` in words);
      assert.ok(more || kind === "not-found", `problem.${kind}.means or .try`);
    }
  }
});

test("the two languages have the same keys, each of the same sort", () => {
  const sorts = (/** @type {Record<string, unknown>} */ words) =>
    Object.fromEntries(Object.entries(words).map(([key, text]) => [key, typeof text]));
  assert.deepEqual(sorts(ko), sorts(en));
});
