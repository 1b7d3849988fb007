// A feature is a folder and a line: copies of the page without one compile and build; without all that can go, the page still opens.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { folderWithout, OPTIONAL, without } from "../../../scripts/build/without.mjs";
import { STORY } from "../support/archives.mjs";
import { mark, withPage } from "../support/page.mjs";

after(() => {
  for (const names of [...OPTIONAL.map((name) => [name]), OPTIONAL])
    rmSync(folderWithout(names), { recursive: true, force: true });
});

/** Builds a copy without these features, whose types have to fit. @param {string[]} names */
async function built(names) {
  const { types, page } = await without(names);
  assert.equal(types, "", `without ${names.join(", ")}`);
  return pathToFileURL(page).href;
}

for (const name of OPTIONAL.filter((one) => one !== "treemap"))
  test(`the page without ${name}: its types fit, and it opens`, async () => {
    await withPage({ url: await built([name]) }, async (page) => {
      await page.locator("ls-drop input.file").setInputFiles(STORY);
      await mark(page, "tree");
      await page.locator("ls-grid [role=row][data-index]").first().click();
      await page.getByRole("tab", { name: "File", exact: true }).waitFor();
    });
  });

test("the page without all features that can go: an image opens, its files, its layers and their content are there", async () => {
  await withPage({ url: await built(OPTIONAL) }, async (page) => {
    await page.locator("ls-drop input.file").setInputFiles(STORY);
    await mark(page, "tree");
    const tabs = page.getByRole("tablist").getByRole("tab");
    assert.deepEqual(await tabs.allInnerTexts(), ["Layer", "File", "Image", "Archive"]);
    const shapes = page.getByRole("radiogroup", { name: "Show files as" });
    assert.deepEqual(
      await shapes.getByRole("radio").evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
      ["tree", "list"],
    );
    assert.equal(
      await page
        .locator("header")
        .getByRole("button", { name: /Images|Export/ })
        .count(),
      0,
    );
    assert.equal(await page.locator("footer .dead-sum, .to-glossary, .term, .run").count(), 0);
    await page.getByRole("option").nth(1).click();
    await page.locator("ls-grid [role=row][data-index]").first().click();
    await page.getByRole("tab", { name: "File", exact: true }).waitFor();
    await page.keyboard.press("?");
    assert.doesNotMatch(await page.getByRole("dialog").innerText(), /treemap|container|overlay/i);
  });
});

test("the page without the treemap: its types fit, it opens, and has no trace of it", async () => {
  const url = await built(["treemap"]);
  await withPage({ url }, async (page) => {
    await page.locator("ls-drop input.file").setInputFiles(STORY);
    await mark(page, "tree");
    const shapes = page.getByRole("radiogroup", { name: "Show files as" });
    assert.deepEqual(
      await shapes.getByRole("radio").evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
      ["tree", "list", "diagram"],
    );
    await page.getByRole("button", { name: "Export", exact: true }).click();
    assert.match(await page.getByRole("menu").innerText(), /Stack, SVG/);
    assert.doesNotMatch(await page.getByRole("menu").innerText(), /treemap/i);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    assert.doesNotMatch(await page.getByRole("dialog").innerText(), /treemap/i);
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Command" });
    await field.fill("treemap");
    await page.getByText("No command fits").waitFor();
    await field.fill("overlay");
    await page.keyboard.press("Enter");
    await page.getByRole("grid", { name: /^Overlay/ }).waitFor();
  });
});
