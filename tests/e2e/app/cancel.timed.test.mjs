// Opening can be stopped at any moment, and another file may come at any moment.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORY, slow } from "../support/archives.mjs";
import { layers, mark, open, pick, picture, withPage } from "../support/page.mjs";

test("a compressed archive takes its time: the page shows progress, Cancel leads back to the start, the next file opens", () =>
  withPage({}, async (page) => {
    await pick(page, slow("archive"));
    await page
      .getByRole("status")
      .filter({ hasText: /index.*\d MB of \d+ MB/s })
      .first()
      .waitFor();
    await picture(page, "opening");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Try a sample" }).waitFor({ timeout: 1000 });
    await open(page, STORY);
    assert.equal(await layers(page).getByRole("option").count(), 3);
  }));

test("the stack is there while a layer is still being read; Cancel stops that, too", () =>
  withPage({}, async (page) => {
    await pick(page, slow("layer"));
    await mark(page, "stack");
    await layers(page).getByRole("option").nth(2).waitFor();
    const merged = await page.evaluate(() => performance.getEntriesByName("layerscope:tree").length);
    assert.equal(merged, 0, "the layer was read before the stack could be seen");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Try a sample" }).waitFor({ timeout: 1000 });
    await open(page, STORY);
    assert.equal(await layers(page).getByRole("option").count(), 3);
  }));

test("another file dropped while one is being read takes its place", () =>
  withPage({}, async (page) => {
    await page.getByRole("button", { name: "Try a sample" }).waitFor();
    const input = page.locator("ls-drop input.file");
    await input.setInputFiles(slow("archive"));
    await page.getByRole("button", { name: "Cancel" }).waitFor();
    await input.setInputFiles(STORY);
    await mark(page, "verified");
    await layers(page).getByRole("option").nth(2).waitFor();
    assert.match(await page.title(), /layers:v2/);
  }));
