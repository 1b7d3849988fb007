// The treemap: what it draws, how it is walked and zoomed, that its table says the same, and what it saves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, write } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { dockerArchive } from "../support/build.mjs";
import { layers, mark, open, picture, withPage } from "../support/page.mjs";
import { HOSTILE, SUMS, wasteful } from "../support/wasteful.mjs";

/** @import { Page } from "playwright-core" */

const map = (/** @type {Page} */ page) => page.getByRole("listbox", { name: /^Treemap of / });
const cell = (/** @type {Page} */ page) => map(page).getByRole("option");
const way = (/** @type {Page} */ page) => page.locator(".tm-way ol").innerText();
const drawn = (/** @type {Page} */ page) => page.locator("ls-treemap canvas[data-drawn]").waitFor();
/** Waits until the keyboard is at a cell whose words begin so. @param {Page} page @param {string} words */
const at = (page, words) => map(page).locator(`[role="option"][aria-label^="${words}"]`).waitFor();

/** @param {Page} page */
async function show(page) {
  await page.locator('input[name="shape"][value="treemap"]').check();
  await drawn(page);
}

/** The rows of the table: path, bytes, dead bytes, layer. @param {Page} page */
async function table(page) {
  await page.locator("input.as-table").check();
  const rows = page.locator(".tm-table tbody tr");
  await rows.first().waitFor();
  return rows.evaluateAll((all) =>
    all.map((row) => {
      const [path, size, , , dead, layer] = [...row.children];
      const bytes = (/** @type {Element | undefined} */ of) => Number(of?.getAttribute("title")?.replace(/[^\d]/g, ""));
      return [path?.textContent?.trim(), bytes(size), bytes(dead), Number(layer?.textContent)];
    }),
  );
}

test("it draws what the height shows, or every stored byte; the table says the same", () =>
  withPage({}, async (page) => {
    await open(page, wasteful());
    await show(page);
    await page.getByRole("heading", { name: "Where do the bytes come from?" }).waitFor();
    await page.locator(".tm-title").getByText("67 kB in 4 files, as a container of layer 4 sees them").waitFor();
    const count = Number(await page.locator("ls-treemap canvas").getAttribute("data-drawn"));
    const merged = await table(page);
    assert.equal(merged.length, count - 1, "a row for each cell but the root");
    assert.deepEqual(
      merged.filter(([path]) => String(path).startsWith("/app")),
      [
        ["/app", SUMS.merged, 0, 2],
        ["/app/data.bin", 50_000, 0, 2],
        ["/app/one", 8_000, 0, 1],
        ["/app/one/copy", 8_000, 0, 1],
        ["/app/two", 8_000, 0, 1],
        ["/app/two/copy", 8_000, 0, 1],
        [`/app/${HOSTILE}`, 1_000, 0, 1],
      ],
    );
    await page.locator('input[name="map"][value="stored"]').check();
    await page.locator(".tm-title").getByText("147 kB").waitFor();
    await page.locator(".tm-title").getByText("80 kB dead").waitFor();
    const stored = new Map((await table(page)).map(([path, ...rest]) => [path, rest]));
    assert.deepEqual(stored.get("/app/data.bin"), [100_000, 50_000, 1]);
    assert.deepEqual(stored.get("/var/cache/apt/archives/thing.deb"), [30_000, 30_000, 3]);
    // A lower height has its own picture.
    await page.locator('input[name="map"][value="merged"]').check();
    await layers(page).focus();
    await page.keyboard.press("ArrowDown");
    await page.locator(".tm-title").getByText("97 kB in 5 files, as a container of layer 3 sees them").waitFor();
  }));

test("it is zoomed by the keyboard and by clicks, and chooses paths", () =>
  withPage({}, async (page) => {
    await open(page, wasteful());
    await show(page);
    await page.locator('input[name="map"][value="stored"]').check();
    await page.locator(".tm-title").getByText("147 kB").waitFor();
    await map(page).focus();
    await page.keyboard.press("Home");
    await at(page, "/app, directory, 117 kB, 80%");
    const near = await map(page).boundingBox();
    const wide = (near?.width ?? 0) > (near?.height ?? 0);
    await page.keyboard.press(wide ? "ArrowRight" : "ArrowDown");
    await at(page, "/var, directory, 30 kB");
    await page.keyboard.press(wide ? "ArrowLeft" : "ArrowUp");
    await at(page, "/app, directory");
    await page.keyboard.press("PageDown");
    await at(page, "/app/data.bin, file, 100 kB");
    await page.keyboard.press("PageUp");
    await at(page, "/app, directory");
    await page.keyboard.press("Enter");
    await page.getByRole("listbox", { name: "Treemap of /app", exact: true }).waitFor();
    assert.match(await way(page), /\/\s*app/);
    // Looking around leaves the details as they are; a file's are asked for.
    await page.getByRole("tab", { name: "Layer", selected: true }).waitFor();
    await at(page, "/app/data.bin, file, 100 kB");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "File", selected: true }).waitFor();
    await page.locator("ls-file-tab .path", { hasText: "/app/data.bin" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("listbox", { name: "Treemap of /", exact: true }).waitFor();
    await at(page, "/app, directory"); // where one came from
    // Deep down by one click, up by the way's links.
    await page.mouse.move(0, 0);
    await map(page).hover({ position: { x: 12, y: 8 } });
    await page.locator(".tm-tip", { hasText: "/app" }).waitFor();
    await map(page).click({ position: { x: 12, y: 8 } });
    await page.getByRole("listbox", { name: "Treemap of /app", exact: true }).waitFor();
    await page.locator(".tm-way").getByRole("button", { name: "/", exact: true }).click();
    await page.getByRole("listbox", { name: "Treemap of /", exact: true }).waitFor();
    // The path upwards is gone; the keyboard is in the picture, and in the choice of shapes when that is used.
    assert.equal(await page.evaluate(() => document.activeElement?.className), "tm");
    await page.locator('input[name="shape"][value="treemap"]').focus();
    await page.keyboard.press("ArrowLeft");
    await page.locator("ls-diagram").waitFor();
    assert.equal(await page.evaluate(() => /** @type {any} */ (document.activeElement).value), "diagram");
    await page.keyboard.press("ArrowRight");
    await drawn(page);
    // The table leads to the same places.
    await page.locator("input.as-table").check();
    await page.getByRole("button", { name: "/var/cache/apt", exact: true }).click();
    await page.getByRole("button", { name: "/var/cache/apt/archives/thing.deb" }).waitFor();
    await page.locator("input.as-table").uncheck();
    await page.getByRole("listbox", { name: "Treemap of /var/cache/apt", exact: true }).focus();
    for (const path of ["/var/cache", "/var", "/"]) {
      await page.keyboard.press("Backspace");
      await page.getByRole("listbox", { name: `Treemap of ${path}`, exact: true }).waitFor();
    }
  }));

/** Twelve layers, 4,000 files in 80 folders, some written again, some removed. */
function many() {
  const made = Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: 340 }, (_, j) => ({
      path: `srv/part${(i * 7 + j) % 80}/file-${i}-${j}`,
      data: Buffer.alloc(40 + ((i * 31 + j * 97) % 900), 97 + i),
    })),
  );
  const again = Array.from({ length: 60 }, (_, j) => ({
    path: `srv/part${j}/file-0-${j}`,
    data: Buffer.alloc(500, 65),
  }));
  return write(
    "many.tar",
    dockerArchive({ layers: [...made, again, [{ path: "srv/.wh.part3" }, { path: "srv/.wh.part9" }]] }),
  );
}

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["ko-KR", "dark", { width: 390, height: 844 }],
])) {
  test(`4,080 files, ${locale}, ${colorScheme}, ${viewport.width} wide: drawn at once, no finding of axe, prints`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      await page.locator("ls-drop input.file").setInputFiles(many());
      await mark(page, "verified");
      if (viewport.width < 720) await page.locator("ls-parts button").nth(1).click();
      const took = await page.evaluate(
        () =>
          new Promise((done) => {
            const from = performance.now();
            const look = () => {
              if (document.querySelector("canvas[data-drawn]")) done(performance.now() - from);
              else requestAnimationFrame(look);
            };
            /** @type {HTMLElement | null} */ (document.querySelector('input[value="treemap"]'))?.click();
            look();
          }),
      );
      console.log(`treemap-first-ms ${Math.round(Number(took))}`);
      assert.ok(Number(took) < 2000, `${took} ms until the first picture`);
      await page.locator('input[name="map"][value="stored"]').check();
      await page.locator(".tm-title .hatch").waitFor();
      const look = async (/** @type {string} */ what) => {
        await picture(page, `treemap-${what}-${locale.slice(0, 2)}`);
        await fits(page, what);
        await sound(page, what);
      };
      await look("many");
      // More than one colour, and none of them the empty canvas'.
      const colours = await page.locator("ls-treemap canvas").evaluate((canvas) => {
        const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
        const data =
          /** @type {HTMLCanvasElement} */ (canvas).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
        const seen = new Set();
        for (let i = 0; i < data.length; i += 4 * 37) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`);
        return seen.size;
      });
      assert.ok(colours > 12, `${colours} colours`);
      await page.locator("input.as-table").check();
      await page.locator(".tm-table tbody tr").first().waitFor();
      await look("table");
      assert.equal(await page.locator(".tm-table tbody tr").count(), 200, "pages of rows");
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator(".tm-table tbody tr").first().isVisible());
      await page.emulateMedia({ media: "screen" });
      await page.locator("input.as-table").uncheck();
      await page.emulateMedia({ media: "print" });
      assert.ok(((await page.locator("ls-treemap canvas").boundingBox())?.height ?? 0) > 200);
    }));
}

test("as SVG: the same cells, every name escaped", () =>
  withPage({}, async (page) => {
    await open(page, wasteful());
    await show(page);
    await page.locator('input[name="map"][value="stored"]').check();
    await page.locator(".tm-title").getByText("147 kB").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as SVG" }).click();
    const file = await download;
    assert.equal(file.suggestedFilename(), "waste_ful_1.treemap.svg");
    const text = readFileSync(await file.path(), "utf8");
    assert.ok(!text.includes("<b>"), "a name became markup");
    const found = await page.evaluate((source) => {
      const svg = new DOMParser().parseFromString(source, "image/svg+xml");
      const titles = [...svg.querySelectorAll("g > g > title")].map((title) => title.textContent ?? "");
      const fills = [...svg.querySelectorAll("rect")].map((rect) => rect.getAttribute("fill") ?? "");
      return { error: svg.querySelector("parsererror")?.textContent ?? null, titles, fills };
    }, text);
    assert.equal(found.error, null);
    assert.ok(found.titles.some((title) => title.startsWith(`${HOSTILE}, 1 kB`)));
    assert.ok(found.titles.some((title) => title.startsWith("thing.deb, 30 kB, Layer 3")));
    assert.equal(found.fills.filter((fill) => fill === "url(#dead)").length, 2);
    assert.ok(
      found.fills.every((fill) => /^(#[0-9a-f]{6}|url\(#dead\))$/.test(fill)),
      "colours that every viewer knows",
    );
  }));

test("a real image's treemap; another image starts from its root again", () =>
  withPage({}, async (page) => {
    await open(page, fixture("docker/20.10/rich.tar.gz"));
    await show(page);
    await map(page).focus();
    await page.keyboard.press("Home");
    await cell(page).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("listbox", { name: /^Treemap of \/(data|bin)$/ }).waitFor();
    await picture(page, "treemap-rich");
    await open(page, wasteful());
    await show(page);
    await page.getByRole("listbox", { name: "Treemap of /", exact: true }).waitFor();
  }));
