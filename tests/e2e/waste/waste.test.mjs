// The Waste tab: sums to the last byte, advice that names what to write, dead files that lead to their life, what is written out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { layers, mark, open, picture, withPage } from "../support/page.mjs";
import { SUMS, wasteful } from "../support/wasteful.mjs";

/** @import { Page } from "playwright-core" */

const tab = (/** @type {Page} */ page) => page.getByRole("tab", { name: "Waste" });
const panel = (/** @type {Page} */ page) => page.getByRole("tabpanel");

/** Opens an image, all of it hashed, at its waste. @param {Page} page @param {string} path */
async function show(page, path) {
  await open(page, path);
  await mark(page, "verified");
  await tab(page).click();
  await page.locator(".waste-head").waitFor();
}

/** Exact bytes, as a title tells them. @param {string | null} title */
const exact = (title) => Number((title ?? "").split("\n")[0]?.replace(/[^\d]/g, ""));

test("the sums are those of the image: in all, by layer, by how, and dive's beside them", () =>
  withPage({}, async (page) => {
    await show(page, wasteful());
    const head = page.locator(".waste-head");
    await head.getByText("80 kB of 147 kB are dead").waitFor();
    await head.getByText("80,000 bytes").waitFor();
    await head.getByText("2 file versions: one layer stores them").waitFor();
    const rows = page.locator(".waste-layers tbody tr");
    const sums = await rows.evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll("td")].map((td) => td.querySelector("button")?.title.split("\n")[0] ?? td.textContent),
      ),
    );
    assert.deepEqual(sums, [
      ["0", "30,000 bytes"],
      ["30,000 bytes", "0"],
      ["0", "50,000 bytes"],
      ["50,000 bytes", "0"],
    ]);
    const causes = await page.locator(".causes li").allInnerTexts();
    assert.deepEqual(
      causes.map((text) => text.split("\n")[0]),
      ["stored again, unchanged (chown)", "deleted"],
    );
    // dive counts both copies of the file that was written twice, and nothing for the deleted directory.
    await panel(page).getByText("100,000 bytes").waitFor();
    await panel(page).getByText("dive adds up all copies of a path").waitFor();
  }));

test("advice says what to write instead, and its files lead to their life", () =>
  withPage({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await show(page, wasteful());
    const card = page.locator("details.advice").filter({ hasText: "Set the owner while copying" });
    assert.equal(exact(await card.locator(".saves").getAttribute("title")), 50_000);
    const [from, into] = await card.locator("pre").allInnerTexts();
    assert.match(from ?? "", /COPY app \/app\n.*chown 1000:1000/s);
    // chown changed one file of several that COPY brought: a flag would change all of them.
    assert.match(into ?? "", /^FROM … AS build\nCOPY app \/app\n.*\nCOPY --from=build \/app \/app$/s);
    await card.getByRole("button", { name: "Copy: Instead" }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), into);
    const cache = page.locator("details.advice").filter({ hasText: "apt’s package cache" });
    assert.equal(exact(await cache.locator(".saves").getAttribute("title")), 30_000);
    assert.match((await cache.locator("pre").last().innerText()) ?? "", /--mount=type=cache,target=\/var\/cache\/apt/);
    await cache.getByRole("button", { name: "/var/cache/apt/archives/thing.deb" }).click();
    await page.getByRole("tab", { name: "File", selected: true }).waitFor();
    await panel(page).getByText("30 kB still stored").waitFor();
    const duplicates = page.locator(".dups");
    await tab(page).click();
    await duplicates.getByText("2 × 8 kB").waitFor();
    await duplicates.getByRole("button", { name: "/app/two/copy" }).click();
    await page.getByRole("treegrid").getByRole("row", { name: /copy/, selected: true }).waitFor();
  }));

test("dead files are found by the layer that stores or hides them, by cause and by directory, and lead to the dead version", () =>
  withPage({}, async (page) => {
    await show(page, wasteful());
    const list = page.locator("ls-dead-list");
    await list.getByText("2 versions with 80 kB").waitFor();
    await page.locator(".causes").getByRole("button", { name: "deleted" }).click();
    await list.getByText("1 version with 30 kB").waitFor();
    await list.getByText("stored in layer 3, hidden by layer 4: deleted").waitFor();
    await list.getByLabel("Cause").selectOption("rewritten");
    await list.getByText("stored in layer 1, hidden by layer 2: stored again, unchanged (chown)").waitFor();
    await list.getByLabel("Stored in").selectOption("2");
    await list.getByText("No dead bytes match these choices.").waitFor();
    await list.getByLabel("Cause").selectOption("");
    await list.getByRole("radio", { name: "Directories" }).check();
    const row = list.locator(".dead-list li").filter({ hasText: "30 kB" }).first();
    await row.waitFor();
    await row.getByRole("button").click();
    await page.getByRole("tab", { name: "File", selected: true }).waitFor();
    // From a layer's details: what is dead in it.
    await page.getByRole("tab", { name: "Layer", exact: true }).click();
    await layers(page).focus();
    await page.keyboard.press("End");
    await page.getByRole("button", { name: "List the dead files that layer 1 stores" }).click();
    await list.getByText("1 version with 50 kB").waitFor();
  }));

test("who comes from a list to a file comes back to the place in it, and never loses the focus", () =>
  withPage({}, async (page) => {
    await show(page, fixture("docker/20.10/rich.tar.gz"));
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    const scrolled = () => page.evaluate(() => document.querySelector("#panel")?.scrollTop ?? 0);
    await page.locator(".waste-layers").getByRole("button").first().click();
    await page.locator("ls-dead-list").getByText("1 version with").waitFor();
    assert.equal(await focused(), "Files with dead bytes");
    assert.equal(await page.evaluate(() => document.querySelector("main")?.scrollTop), 0, "the page itself stays");
    const place = await scrolled();
    assert.ok(place > 500, `${place}`);
    await page.locator(".dead-list").getByRole("button").first().click();
    await page.getByRole("tab", { name: "File", selected: true }).waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent?.trim() === "File");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("tab", { name: "Waste", selected: true }).waitFor();
    assert.equal(await scrolled(), place);
    await page.locator("ls-dead-list").getByText("1 version with").waitFor();
    // From several images side by side, the sum below leads here, too.
    await page.getByRole("button", { name: "Images", exact: true }).click();
    await page.locator("ls-images h2").first().waitFor();
    await page.locator("footer .dead-sum").click();
    await page.locator(".waste-head").waitFor();
    assert.equal(await page.locator("ls-images h2").count(), 0);
  }));

test("an image without waste, and one that is a file system alone, say so", () =>
  withPage({}, async (page) => {
    await show(page, fixture("docker/20.10/life.container.export.tar.gz"));
    await page.locator(".waste-head").getByText("No dead bytes").waitFor();
  }));

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
    await page.locator(".im-add").click();
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
