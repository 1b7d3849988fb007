// Waste in both languages and themes, and what is written out of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { mark, picture, withPage } from "../support/page.mjs";
import { panel, show } from "../support/waste.mjs";
import { SUMS, wasteful } from "../support/wasteful.mjs";

/** @import { Page } from "playwright-core" */

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["en-US", "dark", { width: 390, height: 844 }],
  ["ko-KR", "dark", { width: 1280, height: 720 }],
  ["ko-KR", "light", { width: 390, height: 844 }],
])) {
  test(`waste of a real image, ${locale}, ${colorScheme}, ${viewport.width} wide: no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      await page.locator("ls-drop input.file").setInputFiles(fixture("docker/20.10/rich.tar.gz"));
      await mark(page, "verified");
      if (viewport.width < 720) await page.locator("ls-parts button").last().click();
      await page.locator("#tab-waste").click();
      await page.locator(".dead-list li").first().waitFor();
      await page.locator("details.advice:not([open]) summary").first().click();
      await picture(page, `waste-${locale.slice(0, 2)}-${viewport.width}`);
      await fits(page, "waste");
      await sound(page, "waste");
      await page.locator("ls-export > button").click();
      await page.getByRole("menuitem").first().waitFor();
      await picture(page, `export-${locale.slice(0, 2)}-${viewport.width}`);
      await fits(page, "export");
      await sound(page, "export");
    }));
}

test("what is being saved is saved though an archive joins meanwhile; notices stand above each other", () =>
  withPage({}, async (page) => {
    await show(page, wasteful());
    // The report waits until the other archive is there.
    await page.evaluate(() => {
      const { reports } = /** @type {any} */ (globalThis).layerscope.engine;
      const save = reports.save.bind(reports);
      reports.save = async (/** @type {any[]} */ ...of) => {
        await new Promise((resolve) => Object.assign(globalThis, { goOn: resolve }));
        return save(...of);
      };
    });
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "Layers, CSV" }).click();
    await page.locator("ls-saving section").waitFor();
    await page.getByRole("button", { name: "Images", exact: true }).click();
    const chooser = page.waitForEvent("filechooser");
    await page.locator(".im-add").first().click();
    await (await chooser).setFiles(fixture("docker/20.10/story.tar.gz"));
    await page.locator(".landed").waitFor();
    const boxes = await page
      .locator(".messages .saving")
      .evaluateAll((all) => all.map((box) => box.getBoundingClientRect()));
    assert.equal(boxes.length, 2);
    assert.ok((boxes[0]?.bottom ?? 0) <= (boxes[1]?.top ?? 0), "one covers the other");
    await picture(page, "saving-and-landed");
    const download = page.waitForEvent("download");
    await page.evaluate(() => /** @type {any} */ (globalThis).goOn());
    assert.match((await download).suggestedFilename(), /layers\.csv$/);
    await page.locator("ls-saving").getByRole("progressbar").waitFor({ state: "detached" });
  }));

/** The file that a choice of the export menu writes. @param {Page} page @param {string} name @returns {Promise<[string, string]>} its name and text */
async function exported(page, name) {
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name }).click();
  const file = await download;
  return [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
}

test("what is written out: reports, tables and pictures say what the page says", () =>
  withPage({}, async (page) => {
    await show(page, wasteful());
    const [name, json] = await exported(page, "JSON layers");
    assert.equal(name, "waste_ful_1.layerscope.json");
    assert.ok(json.includes(String(SUMS.dead)), "dead bytes in the JSON");
    JSON.parse(json);
    const dive = JSON.parse((await exported(page, "dive’s JSON"))[1]);
    assert.equal(dive.image.inefficientBytes, 100_000);
    assert.equal(dive.layer.length, 4);
    const lines = async (/** @type {string} */ item) => (await exported(page, item))[1].trimEnd().split(/\r?\n/);
    assert.equal((await lines("Layers, CSV")).length, 5);
    assert.ok((await lines("Files, CSV")).some((line) => line.includes("/app/data.bin") && line.includes("50000")));
    const dead = await lines("Dead bytes, CSV");
    assert.equal(dead.length, 3);
    assert.ok(dead.some((line) => line.includes("thing.deb") && line.includes("30000")));
    const [, dockerfile] = await exported(page, "Dockerfile");
    assert.match(dockerfile, /^COPY app \/app$/m);
    await page.getByRole("tab", { name: "Image" }).click();
    assert.equal(await panel(page).getByLabel("Dockerfile", { exact: true }).first().textContent(), dockerfile);
    const [report, html] = await exported(page, "Report");
    assert.equal(report, "waste_ful_1.report.html");
    assert.match(html, /80[, ]?000|80 kB/);
    assert.ok(html.includes("waste/ful:1"));
    assert.doesNotMatch(html, /<script|src\s*=|@import|url\(/i);
    const printed = await page.context().newPage();
    await printed.setContent(html);
    const pdf = (await printed.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, "it prints on one page");
    await printed.close();
    const [, stack] = await exported(page, "Stack, SVG");
    const slabs = await page.evaluate((text) => {
      const svg = new DOMParser().parseFromString(text, "image/svg+xml");
      return [svg.querySelector("parsererror")?.textContent ?? null, svg.querySelectorAll("g").length];
    }, stack);
    assert.deepEqual(slabs, [null, 4]);
  }));
