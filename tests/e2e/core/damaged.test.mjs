// Archives that are broken in one place each: the page says what is wrong, shows what is sound, and opens the next file.
import assert from "node:assert/strict";
import { test } from "node:test";
import { damaged, STORY } from "../support/archives.mjs";
import { files, layers, mark, open, pick, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

/** Whatever came before, a sound archive opens at once. @param {Page} page */
async function opensNext(page) {
  await open(page, STORY);
  await layers(page).getByRole("option").nth(2).waitFor();
  assert.equal(await layers(page).getByRole("option").count(), 3);
  await files(page).getByRole("row").nth(1).waitFor();
  assert.equal(await page.getByRole("alert").isVisible(), false, "the old problem is still shown");
}

/** @type {[string, () => string, RegExp][]} */
const HOPELESS = [
  ["no archive", damaged.text, /not a container image/i],
  ["an empty file", damaged.empty, /empty/i],
  ["a tar without an image", damaged.noImage, /no container image/i],
  ["an archive cut at its beginning", damaged.beginningCut, /ends too early|no container image/i],
];

for (const [what, make, words] of HOPELESS) {
  test(`${what}: the page shows the problem, the next file opens`, () =>
    withPage({}, async (page) => {
      await pick(page, make());
      const alert = page.getByRole("alert");
      await alert.filter({ hasText: words }).waitFor();
      await picture(page, `problem-${what.replaceAll(" ", "-")}`);
      await opensNext(page);
    }));
}

/** @type {[string, () => string, number, RegExp][]} what, archive, layer from 0, what its option says */
const PARTLY = [
  ["an archive cut before its manifest", damaged.archiveCut, 0, /damaged/i],
  ["a compressed archive cut in the middle", damaged.gzipCut, 0, /damaged/i],
  ["a layer that ends too early", damaged.layerCut, 0, /damaged/i],
  ["a layer that is not there", damaged.blobGone, 2, /missing/i],
  ["a layer whose gzip data is damaged", damaged.gzipCorrupt, 0, /damaged/i],
  ["a layer with another byte", damaged.byteFlipped, 0, /digest differs/i],
];

for (const [what, make, layer, words] of PARTLY) {
  test(`${what}: that layer is marked, the others are shown, the next file opens`, () =>
    withPage({}, async (page) => {
      await pick(page, make());
      await mark(page, "tree");
      const options = layers(page).getByRole("option");
      assert.equal(await options.count(), 3, "a damaged layer hides sound ones");
      const base = 2 - layer; // newest on top
      await options.nth(base).filter({ hasText: words }).waitFor();
      for (const other of [0, 1, 2].filter((i) => i !== base)) {
        assert.doesNotMatch(await options.nth(other).innerText(), words, "a sound layer is marked");
      }
      await files(page).getByRole("row").nth(1).waitFor();
      await picture(page, `damaged-${what.replaceAll(" ", "-")}`);
      await opensNext(page);
    }));
}
