// The treemap: its cells, its keys and zoom; its table says the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "../support/archives.mjs";
import { layers, open, picture, withPage } from "../support/page.mjs";
import { at, drawn, map, show } from "../support/treemap.mjs";
import { HOSTILE, SUMS, wasteful } from "../support/wasteful.mjs";

/** @import { Page } from "playwright-core" */

const cell = (/** @type {Page} */ page) => map(page).getByRole("option");
const way = (/** @type {Page} */ page) => page.locator(".tm-way ol").innerText();

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
