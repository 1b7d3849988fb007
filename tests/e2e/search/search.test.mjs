// Searching, filtering and sorting the files of an open image: typed, by the form, by the keyboard alone, in Korean.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";
import { fixture } from "../support/archives.mjs";
import { files, mark, open, picture, withPage } from "../support/page.mjs";
import { absent, present, removed, row } from "../support/rows.mjs";
import "../../../scripts/typescript.mjs";

const { bounds, fieldOf, range, withField } = await import("../../../www/src/search/query.ts");

/** @import { Page } from "playwright-core" */

const RICH = fixture("docker/20.10/rich.tar.gz");
const AXE = readFileSync(at("node_modules/axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** @param {Page} page */
const field = (page) => page.getByRole("textbox", { name: /^Search files/ });
/** Waits until the search has found so much. @param {Page} page @param {string | RegExp} text */
const found = (page, text) => page.locator(".search .count").getByText(text).waitFor();
/** Names in the order of the rows. @param {Page} page */
const names = (page) => files(page).locator('[role="row"][aria-level] .text').allInnerTexts();

/** @param {Page} page @param {string} where */
async function sound(page, where) {
  await page.evaluate(`${AXE}; 0`);
  const violations = await page.evaluate(async (values) => {
    const result = await /** @type {any} */ (globalThis).axe.run({ runOnly: { type: "tag", values } });
    return result.violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map((/** @type {any} */ node) => `${rule.id}: ${node.target} ${node.failureSummary}`),
    );
  }, RULES);
  assert.deepEqual(violations, [], where);
}

test("the text of a query: a field put in, changed, taken out, whatever stands around it", () => {
  assert.equal(withField("", "kind", "file"), "kind:file");
  assert.equal(withField("a  -kind:dir b", "kind", "file"), "a  -kind:dir b kind:file");
  assert.equal(withField('a kind:dir "b c"', "kind", "file"), 'a kind:file "b c"');
  assert.equal(withField("a kind:dir b", "kind", ""), "a b");
  assert.equal(withField("a >10M", "size", "1k..2k"), "a size:1k..2k");
  assert.equal(withField("", "owner", 'x "y'), 'owner:"x y"');
  assert.equal(fieldOf('"kind:dir" -size:1 >2k', "size"), ">2k");
  assert.equal(fieldOf('"kind:dir"', "kind"), "");
  for (const text of ["1..2", ">=1", "<=2", "7", ""]) assert.equal(range(bounds(text)), text);
});

test("a deleted file is found by its name, in its place, and its old version is a click away", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    await field(page).pressSequentially("blob1");
    await found(page, "1 match");
    await removed(page, "blob1", 10);
    assert.deepEqual(await names(page), ["data", "dup", "blob1"]);
    assert.equal(await row(page, "blob1").locator("mark").innerText(), "blob1");
    await picture(page, "search-deleted");
    await row(page, "blob1").click();
    await page.getByRole("tabpanel").getByText("/data/dup/blob1").first().waitFor();
    await page.getByRole("checkbox", { name: "Show removed" }).uncheck();
    await page.getByText("No path in this view matches.").waitFor();
  }));

test("permissions, sizes, patterns and expressions narrow it down as they are typed", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    for (const [query, wanted] of /** @type {const} */ ([
      ["mode:setuid", ["data", "types", "setuid"]],
      [">1M kind:file", ["bin", "busybox", "data", "types", "sparse"]],
      ["*.txt", ["data", "types", "한글-파일.txt"]],
      ["/dup.*[23]$/", ["data", "dup", "blob2", "blob3"]],
      ["caf\\351", ["data", "types", "caf\\351"]],
    ])) {
      await field(page).fill("");
      await field(page).pressSequentially(query);
      await found(page, /match/);
      await present(page, wanted.at(-1) ?? "");
      assert.deepEqual(await names(page), wanted, query);
    }
  }));

test("a wrong query is marked at its place, and the last good result stays", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    await field(page).fill("blob2");
    await present(page, "blob2");
    await field(page).fill("blob2 size:huge");
    await page.getByText("Character 12: “huge” is not a size.").waitFor();
    assert.equal(await field(page).getAttribute("aria-invalid"), "true");
    assert.deepEqual(await names(page), ["data", "dup", "blob2"]);
    await sound(page, "wrong query");
    await picture(page, "search-wrong");
    await field(page).press("Escape");
    await absent(page, "blob2");
    assert.equal(await field(page).inputValue(), "");
    assert.equal(await field(page).getAttribute("aria-invalid"), "false");
  }));

test("a list of all files, the largest first, and back to the tree", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    await field(page).fill("kind:file size:>30k");
    await page.getByRole("radio", { name: "List" }).check();
    await page.getByRole("button", { name: "Size" }).click();
    await found(page, "6 matches");
    await files(page)
      .getByRole("columnheader", { name: "Size" })
      .and(page.locator('[aria-sort="descending"]'))
      .waitFor();
    await page.waitForFunction(() => document.querySelector(".tbody .text")?.textContent === "sparse");
    assert.deepEqual(await names(page), ["sparse", "busybox", "blob1", "blob2", "blob3", "capable"]);
    assert.match(await row(page, "sparse").innerText(), /\/data\/types/);
    await picture(page, "search-list");
    await page.getByRole("button", { name: "Size" }).click();
    await page.waitForFunction(() => document.querySelector(".tbody .text")?.textContent === "capable");
    assert.equal(await page.getByRole("button", { name: "Expand all" }).isDisabled(), true);
    await page.getByRole("radio", { name: "Tree", exact: true }).check();
    await row(page, "dup").waitFor();
  }));

test("the form writes the query and reads it back", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    await field(page).fill("dup");
    await page.getByRole("button", { name: "Filters" }).click();
    const form = page.getByRole("group", { name: /^Filter by/ });
    await form.getByRole("combobox", { name: "Kind" }).selectOption("file");
    await form.getByRole("textbox", { name: "Size, at least" }).fill("1k");
    await form.getByRole("textbox", { name: "Size, at least" }).press("Enter");
    assert.equal(await field(page).inputValue(), "dup kind:file size:>=1k");
    await found(page, "3 matches");
    await form.getByRole("textbox", { name: "Owner" }).fill("1000");
    await form.getByRole("textbox", { name: "Owner" }).press("Tab");
    await found(page, "1 match");
    await form.getByRole("combobox", { name: "Kind" }).selectOption("any");
    assert.equal(await field(page).inputValue(), "dup size:>=1k owner:1000");
    await sound(page, "form");
    await picture(page, "search-form");
    await field(page).fill("mode:640 layer:4 <1M");
    assert.equal(await form.getByRole("combobox", { name: "Permissions" }).inputValue(), "640");
    assert.equal(await form.getByRole("combobox", { name: "Version of layer" }).inputValue(), "4");
    assert.equal(await form.getByRole("textbox", { name: "Size, at most" }).inputValue(), "1M");
    await removed(page, "blob1", 10);
  }));

test("by the keyboard alone: from anywhere to the field, to the first match, and its details", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    await page.keyboard.press("/");
    await page.keyboard.type("setuid");
    await found(page, "1 match");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.activeElement?.textContent?.includes("setuid"));
    await page.keyboard.press("Enter");
    await page.getByRole("tabpanel").getByText("/data/types/setuid").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    await files(page).getByRole("button", { name: "Size" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".tbody .text")?.textContent === "data");
  }));

test("a finding's path is shown, whatever is being searched", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    await field(page).fill("blob2");
    await present(page, "blob2");
    await page.getByRole("tab", { name: "Layer", exact: true }).click();
    await page
      .getByRole("tabpanel")
      .getByRole("button", { name: /renamed/ })
      .first()
      .click();
    await row(page, "renamed").waitFor();
    assert.equal(await field(page).inputValue(), "");
  }));

for (const [size, viewport] of Object.entries({
  wide: { width: 1280, height: 720 },
  phone: { width: 390, height: 844 },
}))
  test(`Korean, dark, ${size}`, () =>
    withPage({ locale: "ko-KR", colorScheme: "dark", viewport, reducedMotion: "reduce" }, async (page) => {
      await page.locator("ls-drop input.file").setInputFiles(RICH);
      await mark(page, "tree");
      await page.keyboard.press("/");
      await page.locator("#query:focus").waitFor();
      await page.keyboard.type("파일 kind:file");
      await page.getByText("1개 일치").waitFor();
      await page.getByRole("button", { name: "필터" }).click();
      await page.getByRole("combobox", { name: "종류", exact: true }).waitFor();
      await sound(page, "form in Korean");
      await picture(page, `search-ko-${size}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page scrolls sideways by ${wide} px`);
      await page.locator("#query").fill("kind:x");
      await page.getByText("6번째 글자").waitFor();
      await picture(page, `search-ko-wrong-${size}`);
    }));
