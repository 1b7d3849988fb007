// The Waste tab: sums to the last byte, advice that names what to write, dead files that lead to their life.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "../support/archives.mjs";
import { layers, withPage } from "../support/page.mjs";
import { exact, panel, show, tab } from "../support/waste.mjs";
import { wasteful } from "../support/wasteful.mjs";

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
