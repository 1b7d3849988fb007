// docs/glossary.md is readable to the page: every term in both languages, and every linked term in it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";
import { en } from "../app/en.ts";
import { ko } from "../app/ko.ts";
import { LINKED } from "../app/linked.ts";
import { anchorOf, parseGlossary } from "./parse.ts";

const markdown = readFileSync(at("docs/glossary.md"), "utf8");
const sections = parseGlossary(markdown);
const entries = sections.flatMap((section) => section.entries);

test("every section has a title and terms in both languages", () => {
  assert.ok(sections.length >= 5, `${sections.length} sections`);
  for (const { title, koreanTitle, entries: terms } of sections) {
    assert.ok(title && /[가-힣]/.test(koreanTitle), title);
    assert.ok(terms.length >= 5, title);
  }
  for (const { term, text, koreanText } of entries) {
    assert.match(text, /\.$/, term);
    assert.match(koreanText, /[가-힣].*\.$/, term);
    assert.equal(text.split("`").length % 2, 1, `${term}: a backtick is not closed`);
    assert.equal(koreanText.split("`").length % 2, 1, `${term}: a backtick is not closed`);
  }
});

test("no row of a table gets lost, but for those of the code", () => {
  const shown = markdown.slice(0, markdown.indexOf("\n## In the code"));
  const rows = shown.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| term |"));
  assert.equal(entries.length, rows.length);
  assert.ok(!entries.some(({ term }) => term === "task"));
});

test("a row that lacks a cell is an error", () => {
  assert.throws(() => parseGlossary("# G\n\n## A · 가\n\n| layer | 레이어 |\n"), /layer lacks a cell/);
});

test("terms have anchors of their own, and every linked term has an entry", () => {
  assert.equal(new Set(entries.map(({ term }) => anchorOf(term))).size, entries.length);
  for (const term of LINKED) {
    assert.ok(
      entries.some((entry) => entry.term === term),
      term,
    );
    assert.ok(ko[`term.${term}`].length > 0 && en[`term.${term}`].length > 0, term);
  }
});
