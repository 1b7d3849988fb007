// The command palette: opened by its keys, its button and the help; searched in both languages; what it runs; where the focus goes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORY } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

const PHONE = { width: 390, height: 844 };
const palette = (/** @type {Page} */ page) => page.locator("dialog.palette");
const field = (/** @type {Page} */ page) => palette(page).getByRole("combobox");
const options = (/** @type {Page} */ page) => palette(page).getByRole("option");
const chosen = (/** @type {Page} */ page) => palette(page).getByRole("option", { selected: true });
const button = (/** @type {Page} */ page) => page.locator("ls-header [data-command='palette.open']");
const opened = (/** @type {Page} */ page) => field(page).waitFor();
const closed = (/** @type {Page} */ page) => field(page).waitFor({ state: "detached" });
/** The element that has the focus, by its id or its name. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute("aria-label") || "");

/** Opens an image, whatever language the page has. @param {Page} page */
async function load(page) {
  await page.locator("ls-drop input.file").setInputFiles(STORY);
  await mark(page, "tree");
}

test("Ctrl+K opens it over a field, Escape gives the focus back, and so does Ctrl+K", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await page.keyboard.press("/");
    await page.locator("#query:focus").waitFor();
    for (const leave of ["Escape", "Control+k"]) {
      await page.keyboard.press("Control+k");
      await opened(page);
      assert.equal(await focused(page), "Command");
      await page.keyboard.press(leave);
      await closed(page);
      assert.equal(await focused(page), "query");
    }
    await page.keyboard.press("Meta+k");
    await opened(page);
  }));

test("typing finds a command, arrows choose, Enter runs it", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    // Until then there is one command more: to stop verifying.
    await mark(page, "verified");
    await page.keyboard.press("Control+k");
    await opened(page);
    const all = await options(page).count();
    assert.ok(all > 20, `${all} commands`);
    await page.keyboard.press("ArrowUp");
    assert.equal(await chosen(page).getAttribute("id"), `command-${all - 1}`);
    await page.keyboard.press("ArrowDown");
    assert.equal(await field(page).getAttribute("aria-activedescendant"), "command-0");
    await field(page).fill("waste");
    assert.match(await chosen(page).innerText(), /Waste/);
    await page.keyboard.press("Enter");
    await closed(page);
    await page.locator("#tab-waste[aria-selected=true]").waitFor();
  }));

test("a click runs a command, too, and what it opens has the focus", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await button(page).click();
    await field(page).fill("search");
    await options(page).filter({ hasText: "Search files" }).first().click();
    await page.locator("#query:focus").waitFor();
  }));

test("its button and the help open it; nothing is found, then all is found again", () =>
  withPage({}, async (page) => {
    await button(page).click();
    await opened(page);
    await field(page).fill("no such thing");
    await palette(page).getByText("No command fits").waitFor();
    assert.equal(await field(page).getAttribute("aria-expanded"), "false");
    await sound(page, "nothing found");
    await page.keyboard.press("Enter");
    await field(page).fill("");
    assert.ok((await options(page).count()) > 3);
    await page.keyboard.press("Escape");
    await closed(page);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-command")), "palette.open");

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).getByRole("button", { name: "Find a command" }).click();
    await opened(page);
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor({ state: "hidden" });
    await page.keyboard.press("Escape");
    await closed(page);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-command")), "palette.open");
  }));

test("commands that can't be done are left out, and keys are shown beside the others", () =>
  withPage({}, async (page) => {
    await page.keyboard.press("Control+k");
    await opened(page);
    assert.equal(await options(page).filter({ hasText: "Search files" }).count(), 0);
    assert.equal(await options(page).filter({ hasText: "Undo" }).count(), 0);
    const one = options(page).filter({ hasText: "Open another archive" });
    assert.equal(await one.locator("kbd").innerText(), "o");
    assert.equal(await one.getAttribute("aria-keyshortcuts"), "o");
  }));

test("Korean: syllables, initial consonants, the wrong input method, and English all find", () =>
  withPage({ locale: "ko-KR" }, async (page) => {
    await load(page);
    await page.keyboard.press("Control+k");
    await opened(page);
    for (const query of ["트리맵", "ㅌㄹㅁ", "xmflaoq", "treemap", "ㅅㄱㄷ드메"]) {
      await field(page).fill(query);
      assert.match(await chosen(page).innerText(), /트리맵/, query);
    }
    await page.keyboard.press("Enter");
    await page.locator("ls-treemap").waitFor();
  }));

test("a composition's Enter ends the composition and runs nothing", () =>
  withPage({ locale: "ko-KR" }, async (page) => {
    await page.keyboard.press("Control+k");
    await opened(page);
    await field(page).evaluate((input) =>
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true })),
    );
    await opened(page);
  }));

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["ko-KR", "dark", { width: 1280, height: 720 }],
  ["ko-KR", "light", PHONE],
  ["en-US", "dark", PHONE],
])) {
  test(`${locale}, ${colorScheme}, ${viewport.width} wide: no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      await load(page);
      await button(page).click();
      await opened(page);
      await sound(page, "palette");
      await fits(page, "palette");
      await picture(page, `palette-${viewport.width}-${locale.slice(0, 2)}-${colorScheme}`);
      await field(page).fill(locale === "ko-KR" ? "내보내기" : "export");
      assert.ok((await options(page).count()) > 3);
      await sound(page, "palette, searched");
      await picture(page, `palette-searched-${viewport.width}-${locale.slice(0, 2)}-${colorScheme}`);
    }));
}
