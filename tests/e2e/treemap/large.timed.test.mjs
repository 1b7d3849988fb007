// A treemap of thousands of files, in both themes and widths, and saved as SVG.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { write } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { dockerArchive } from "../support/build.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";
import { show } from "../support/treemap.mjs";
import { HOSTILE, wasteful } from "../support/wasteful.mjs";

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
