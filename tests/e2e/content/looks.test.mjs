// Content and comparing in both languages, themes and widths: they fit and axe finds nothing.
import { test } from "node:test";
import { fits, sound } from "../support/axe.mjs";
import { contents } from "../support/contents.mjs";
import { mark, picture, withPage } from "../support/page.mjs";
import { shown, viewer } from "../support/viewer.mjs";

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["ko-KR", "dark", { width: 390, height: 844 }],
  ["en-US", "light", { width: 390, height: 844 }],
  ["ko-KR", "dark", { width: 1280, height: 720 }],
])) {
  test(`${locale}, ${colorScheme}, ${viewport.width} wide: content and comparing fit and have no finding`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      const phone = viewport.width < 720;
      const check = async (/** @type {string} */ state) => {
        await picture(page, `content-${state}-${locale.slice(0, 2)}-${colorScheme}-${viewport.width}`);
        await fits(page, state);
        await sound(page, state);
      };
      await page.locator("ls-drop input.file").setInputFiles(contents());
      await mark(page, "verified");
      const part = (/** @type {number} */ n) => (phone ? page.locator("ls-parts button").nth(n).click() : null);
      const files = page.locator('[role="row"][data-index]');
      await part(1);
      await files.first().locator(".twisty").click();
      await files.filter({ hasText: "app.conf" }).first().click();
      await shown(page).locator(".ln").first().waitFor();
      await check("small");
      await shown(page).locator(".acts button").first().click();
      await viewer(page).locator(".ln").first().waitFor();
      await check("text");
      await viewer(page).locator(".bar .seg input").last().check({ force: true });
      await page.locator(".diff tr.new").first().waitFor();
      await check("compare");
      await page.locator("ls-compare .seg input").last().check({ force: true });
      await page.locator(".diff td.new").first().waitFor();
      await check("side");
      await page.keyboard.press("Escape");
      await part(1);
      await files.filter({ hasText: "hostile.log" }).click();
      await shown(page).locator(".acts button").first().click();
      await viewer(page).locator(".ln").first().waitFor();
      await check("hostile");
      await viewer(page).locator(".content-head .seg input").last().check({ force: true });
      await viewer(page).locator(".hx").first().waitFor();
      await check("hex");
    }));
}
