// The glossary: reached by keyboard from the help and the start, and from a word of the page at its own entry.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORY } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

const LANGUAGES = /** @type {const} */ ([
  {
    locale: "en-US",
    colorScheme: "light",
    viewport: { width: 1280, height: 720 },
    title: "What do these words mean?",
    dead: "What does “dead bytes” mean?",
    diffId: "What does “diff_id” mean?",
    whiteout: "What does “whiteout” mean?",
    meaning: /^dead bytes\s+Bytes that one layer stores and a later layer hides/,
  },
  {
    locale: "ko-KR",
    colorScheme: "dark",
    viewport: { width: 390, height: 844 },
    title: "용어 풀이",
    dead: "가려진 용량: 용어 풀이 보기",
    diffId: "diff_id: 용어 풀이 보기",
    whiteout: "화이트아웃(whiteout): 용어 풀이 보기",
    meaning: /^가려진 용량\s+dead bytes\s+한 레이어가 저장했으나 이후 레이어가 가린/,
  },
]);

/** The text of the element that has the keyboard. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => /** @type {HTMLElement | null} */ (document.activeElement)?.innerText.trim() ?? "");

/** Presses Tab until the keyboard is on something with this name. @param {Page} page @param {string} name */
async function tabTo(page, name) {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === name) return;
  }
  assert.fail(`Tab never reaches ${name}`);
}

for (const { locale, colorScheme, viewport, title, ...words } of LANGUAGES) {
  const look = { locale, colorScheme, viewport, reducedMotion: /** @type {const} */ ("reduce") };

  test(`${locale}: from the help by keyboard, and back`, () =>
    withPage(look, async (page) => {
      await page.keyboard.press("?");
      await page.locator("ls-help dialog[open]").waitFor();
      await tabTo(page, title);
      await page.keyboard.press("Enter");
      const glossary = page.getByRole("dialog", { name: title });
      await glossary.waitFor();
      assert.ok((await glossary.getByRole("term").count()) > 50);
      await picture(page, `glossary-${locale.slice(0, 2)}`);
      await sound(page, "glossary");
      await fits(page, "glossary");
      // The page's keys are not meant for the dialog.
      await page.keyboard.press("t");
      assert.equal(await page.evaluate(() => localStorage.getItem("layerscope.theme")), null, "t changed the theme");
      await page.keyboard.press("Escape");
      await glossary.waitFor({ state: "hidden" });
      assert.equal(await page.locator("ls-help dialog[open]").count(), 1, "the help stays open");
      assert.equal(await focused(page), title);
    }));

  test(`${locale}: from a word of the page to its entry, and back`, () =>
    withPage(look, async (page) => {
      const glossary = page.getByRole("dialog", { name: title });
      await page.getByRole("button", { name: title }).click();
      await glossary.waitFor();
      await page.keyboard.press("Escape");
      await glossary.waitFor({ state: "hidden" });
      const here = page.locator("ls-glossary .here");

      await page.locator("ls-drop input.file").setInputFiles(STORY);
      await mark(page, "verified");
      const phone = viewport.width < 760;
      const part = async (/** @type {number} */ index) => {
        if (phone) await page.locator("ls-parts button").nth(index).click();
      };
      const link = page.locator("ls-stack").getByRole("button", { name: words.dead });
      await link.focus();
      await page.keyboard.press("Enter");
      await glossary.waitFor();
      assert.match(await here.innerText(), words.meaning);
      assert.match(await focused(page), words.meaning, "the entry has the keyboard");
      const box = await here.boundingBox();
      assert.ok(box && box.y > 0 && box.y + box.height < viewport.height, "the entry is in sight");
      await picture(page, `glossary-term-${locale.slice(0, 2)}`);
      await sound(page, "a term");
      await page.keyboard.press("Escape");
      await glossary.waitFor({ state: "hidden" });
      assert.equal(await link.evaluate((button) => button === document.activeElement), true, "the focus is back");

      await part(2);
      await page.locator("ls-layer-tab").getByRole("button", { name: words.diffId }).click();
      assert.match(await here.innerText(), /^diff_id/);
      await page.keyboard.press("Escape");
      await part(1);
      await page.locator('input[name="shape"][value="diagram"]').check();
      await page.locator("ls-diagram").getByRole("button", { name: words.whiteout }).click();
      assert.match(await here.innerText(), /whiteout/);
      await page.keyboard.press("Escape");
      await picture(page, `glossary-diagram-${locale.slice(0, 2)}`);
      await fits(page, "diagram");
    }));
}

test("opened without a term, the glossary marks no entry; names of the code are left out", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await page.keyboard.press("?");
    await page.locator("ls-help .to-glossary").click();
    const entry = page.locator("#term-whiteout");
    assert.match(await entry.innerText(), /^whiteout/);
    assert.equal(await page.locator("ls-glossary .here").count(), 0);
    assert.equal(await page.locator("#term-task").count(), 0);
  }));
