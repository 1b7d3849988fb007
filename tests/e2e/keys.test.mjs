// Letter keys: with the Korean input method on, and turned off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORY } from "./support/archives.mjs";
import { sound } from "./support/axe.mjs";
import { files, open, withPage } from "./support/page.mjs";

/** @import { Page } from "playwright-core" */

/** A key as it arrives while the Korean input method is on. @param {Page} page @param {string} key @param {string} code @param {object} [more] */
const hangul = (page, key, code, more = {}) =>
  page.evaluate(
    (init) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true, composed: true }),
      ),
    { key, code, ...more },
  );
const theme = (/** @type {Page} */ page) => page.locator("html").getAttribute("data-theme");

test("Hangul letters are the letters of their keys, wherever keys work", () =>
  withPage({ locale: "ko-KR" }, async (page) => {
    await hangul(page, "ㅅ", "KeyT");
    assert.equal(await theme(page), "light");
    await hangul(page, "Process", "KeyT");
    assert.equal(await theme(page), "dark");
    await hangul(page, "ㅏ", "KeyK", { ctrlKey: true });
    await page.locator("dialog.palette [role=combobox]").waitFor();
    await page.keyboard.press("Escape");

    await page.locator("ls-drop input.file").setInputFiles(STORY);
    const grid = page.getByRole("treegrid");
    await grid.getByRole("row").nth(1).waitFor();
    await hangul(page, "ㅑ", "KeyI");
    await page.locator("#images-panel").waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "컨테이너 실행" }).first().click();
    await grid.getByRole("row").nth(1).click();
    await hangul(page, "ㄹ", "KeyF");
    await page.locator("ls-container-dialog dialog[open]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("ls-container-dialog dialog[open]").waitFor({ state: "detached" });
  }));

test("in a field, letters are text and a composition keeps its keys", () =>
  withPage({ locale: "ko-KR" }, async (page) => {
    await page.locator("ls-drop input.file").setInputFiles(STORY);
    await page.locator("#query").fill("a");
    const before = await theme(page);
    await hangul(page, "ㅅ", "KeyT");
    await hangul(page, "Process", "KeyT", { isComposing: true });
    await hangul(page, "Escape", "Escape", { isComposing: true });
    assert.equal(await theme(page), before);
    assert.equal(await page.locator("#query").inputValue(), "a");
  }));

test("a layout with letters in other places keeps its letters", () =>
  withPage({}, async (page) => {
    await hangul(page, "t", "KeyK"); // Dvorak
    assert.equal(await theme(page), "light");
    await hangul(page, "y", "KeyT");
    assert.equal(await theme(page), "light");
  }));

test("keys of one character can be turned off, and it is remembered", () =>
  withPage({}, async (page) => {
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard" });
    const setting = help.getByRole("checkbox", { name: "Single-character keys" });
    assert.ok(await setting.isChecked());
    await setting.uncheck();
    await sound(page, "help, keys off");
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    const off = async () => {
      const before = await theme(page);
      await page.keyboard.press("t");
      await hangul(page, "ㅅ", "KeyT");
      await page.keyboard.press("?");
      assert.equal(await theme(page), before);
      assert.ok(!(await help.isVisible()));
    };
    await off();
    await open(page, STORY);
    await page.keyboard.press("/");
    assert.equal(await page.locator("#query:focus").count(), 0);
    await files(page).getByRole("row").nth(1).click();
    await page.keyboard.press("ArrowDown");
    assert.equal(await files(page).getByRole("row").nth(2).getAttribute("tabindex"), "0");
    await page.keyboard.press("Control+k");
    await page.locator("dialog.palette [role=combobox]").waitFor();
    const other = page.locator("dialog.palette [role=option]", { hasText: "Open another archive" });
    assert.equal(await other.locator("kbd").count(), 0);
    await page.keyboard.press("Escape");

    await page.reload();
    await page.locator("ls-drop input").first().waitFor({ state: "attached" });
    await off();
    await page.getByRole("button", { name: "Keyboard and help" }).click();
    await setting.check();
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    assert.notEqual(await theme(page), null);
  }));
