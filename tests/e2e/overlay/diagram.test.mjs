// The overlay diagram: what it draws of a directory, how it is walked, and that it stays readable with many layers and names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, STORY, write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { dockerArchive } from "../support/build.mjs";
import { layers, mark, open, picture, withPage } from "../support/page.mjs";
import { expand, row } from "../support/rows.mjs";

/** @import { Page } from "playwright-core" */

const grid = (/** @type {Page} */ page) => page.locator("ls-diagram [role=grid]");
const name = (/** @type {Page} */ page, /** @type {string} */ text) =>
  grid(page).getByRole("columnheader", { name: new RegExp(`^${text}/? `) });
const title = (/** @type {Page} */ page, /** @type {string} */ path) =>
  page.getByRole("heading", { name: `Which layers make up ${path}?` }).waitFor();
const show = (/** @type {Page} */ page) => page.locator('input[name="shape"][value="diagram"]').check();
/** What the cells of a layer's row say, empty ones left out. @param {Page} page @param {number} layer 1-based */
const says = (page, layer) =>
  grid(page)
    .getByRole("row", { name: new RegExp(`^Layer ${layer}\\b`) })
    .locator('[role="gridcell"]:not(.empty)')
    .evaluateAll((cells) => cells.map((cell) => cell.textContent?.trim() ?? ""));

test("a directory of a real image: whiteouts, changes, what is seen, at every height", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await expand(page, "root");
    await row(page, "one.txt").click();
    await show(page);
    await title(page, "/root"); // the folder of the file that is selected
    await grid(page)
      .getByRole("columnheader", { name: /^one\.txt .*removed by layer 3/ })
      .waitFor();
    await grid(page)
      .getByRole("columnheader", { name: /^two\.txt .*from layer 3/ })
      .waitFor();
    assert.ok((await says(page, 3)).some((words) => words.startsWith("whiteout")));
    assert.ok((await says(page, 2)).some((words) => words.includes("stored, hidden by layer 3")));
    await layers(page).focus();
    await page.keyboard.press("ArrowDown");
    await grid(page)
      .getByRole("columnheader", { name: /^one\.txt .*from layer 2/ })
      .waitFor();
    await grid(page)
      .getByRole("columnheader", { name: /^two\.txt .*not yet: layer 3 adds it/ })
      .waitFor();
    assert.ok((await says(page, 3)).every((words) => words.includes("above layer 2") || words.startsWith("whiteout")));
    // Layers above the chosen height are there, but pale.
    const paleness = (/** @type {number} */ layer) =>
      grid(page)
        .getByRole("row", { name: new RegExp(`^Layer ${layer}\\b`) })
        .evaluate((at) => at.classList.contains("above"));
    assert.deepEqual([await paleness(3), await paleness(2)], [true, false]);
    await page.locator('input[name="shape"][value="tree"]').check();
    await row(page, "one.txt").and(page.locator('[aria-selected="true"]')).waitFor();
  }));

test("it is walked by the keyboard: into a directory, to a version, up again", () =>
  withPage({}, async (page) => {
    await open(page, fixture("docker/20.10/rich.tar.gz"));
    await show(page);
    await title(page, "/");
    await grid(page).focus();
    const here = () => grid(page).locator(".here").innerText();
    await page.keyboard.press("ArrowRight");
    assert.match(await here(), /^data\//);
    await page.keyboard.press("Enter");
    await title(page, "/data");
    await page.keyboard.press("Enter");
    await title(page, "/data/a");
    await picture(page, "diagram-rich");
    await page.getByRole("tab", { name: "Layer", exact: true }).click();
    await grid(page).focus();
    for (let i = 0; i < 12 && !/ B|whiteout/.test(await here()); i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "File", selected: true }).waitFor();
    await grid(page).locator(".pick").waitFor();
    await grid(page).focus();
    await page.keyboard.press("Backspace");
    await title(page, "/data");
    assert.match(await here(), /^a\//, "back on the name one came from");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft"); // from the layers' column: up
    await title(page, "/");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const chosen = await grid(page).locator(".here").innerText();
    await page.keyboard.press("Enter"); // a layer: the height
    const label = (await layers(page).getByRole("option", { selected: true }).getAttribute("data-layer")) ?? "";
    assert.ok(chosen.startsWith(`Layer ${Number(label) + 1}`), `${chosen} ${label}`);
  }));

/** Forty layers that write into one directory, two that do not, and one of 3,000 names. */
function forty() {
  const made = Array.from({ length: 40 }, (_, i) => [
    { path: `app/step${i}`, data: "x".repeat(i) },
    ...(i % 3 === 0 ? [{ path: "app/config", data: "c".repeat(i * 100) }] : []),
    ...(i % 7 === 6 ? [{ path: `app/.wh.step${i - 3}` }] : []),
    ...(i % 4 === 0 ? [{ path: "etc/conf", data: String(i).repeat(i) }] : []),
  ]);
  const many = Array.from({ length: 3000 }, (_, i) => ({ path: `many/name-${String(i).padStart(4, "0")}`, data: "y" }));
  const change = [{ path: "many/name-0017", data: "zz" }, { path: "many/.wh.name-2000" }];
  return write("forty.tar", dockerArchive({ layers: [...made, many, change] }));
}

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["ko-KR", "dark", { width: 390, height: 844 }],
])) {
  test(`forty layers and 3,000 names, ${locale}, ${colorScheme}, ${viewport.width} wide: few elements, no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      const look = async (/** @type {string} */ what) => {
        await picture(page, `diagram-${what}-${locale.slice(0, 2)}`);
        await sound(page, what);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${what}: the page scrolls sideways`);
      };
      await page.locator("ls-drop input.file").setInputFiles(forty());
      await mark(page, "verified");
      if (viewport.width < 720) await page.locator("ls-parts button").nth(1).click();
      await show(page);
      await name(page, "app").waitFor();
      await look("root");
      await name(page, "app").locator(".od-into").click();
      await name(page, "config").waitFor();
      assert.equal(await grid(page).locator(".od-copied").count(), 13, "config was written again thirteen times");
      await look("forty");
      await grid(page).focus();
      await page.keyboard.press("Backspace");
      await name(page, "many").locator(".od-into").click();
      await name(page, "name-0000").waitFor();
      assert.equal(await grid(page).locator(".od-fold").count(), 1, "forty layers are one line");
      assert.ok((await grid(page).locator("*").count()) < 600, "columns out of sight are not in the page");
      assert.equal(await grid(page).getAttribute("aria-colcount"), "3001");
      await page.keyboard.press("End");
      await name(page, "name-2999").waitFor();
      await look("names");
      await page.locator('.od-head input[type="checkbox"]').check();
      await name(page, "name-0017").waitFor();
      await name(page, "name-2000").waitFor();
      assert.equal(await grid(page).getAttribute("aria-colcount"), "3");
      await page.emulateMedia({ media: "print" });
      assert.ok(await name(page, "name-0017").isVisible());
    }));
}
