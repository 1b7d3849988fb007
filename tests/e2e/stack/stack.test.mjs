// The stack: heights by bytes, many layers, and the keyboard wherever the focus comes from.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { fixture, STORY, write } from "../support/archives.mjs";
import { layers, open, picture, withPage } from "../support/page.mjs";
import { row } from "../support/rows.mjs";
import { many } from "../support/wild.mjs";

/** @import { Page } from "playwright-core" */

/** Heights from the base up, in pixels. @param {Page} page */
const heights = (page) =>
  layers(page)
    .getByRole("option")
    .evaluateAll((options) => options.map((option) => option.getBoundingClientRect().height).reverse());

for (const [what, make] of /** @type {[string, () => string][]} */ ([
  ["plain", () => write("plain.tar", gunzipSync(readFileSync(STORY)))],
  ["gzip", () => fixture("skopeo/1.9/story.oci-gzip.tar")],
])) {
  test(`${what} layers: 2 MB stand higher than 52 bytes`, () =>
    withPage({}, async (page) => {
      await open(page, make());
      const [base = 0, , top = 0] = await heights(page);
      assert.ok(base > 2 * top && top >= 40 && base <= 170, `base ${base} px, top ${top} px`);
    }));
}

const LAYERS = 70;

test("more layers than fit: the top is in sight, the number of layers below is shown, and pages are turned by keys", () =>
  withPage({}, async (page) => {
    await open(page, many(LAYERS));
    const chosen = layers(page).getByRole("option", { selected: true });
    const at = async () => Number(await chosen.getAttribute("data-layer"));
    const seen = () =>
      chosen.evaluate((option) => {
        const [inner, outer] = [option, option.closest("[role=listbox]")].map((e) => e?.getBoundingClientRect());
        return inner && outer && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
      });
    assert.equal(await at(), LAYERS - 1);
    assert.ok(await seen());
    const more = page.locator(".beyond");
    assert.match(await more.innerText(), /\d+ more below/);
    await picture(page, "many-layers");
    await layers(page).focus();
    await page.keyboard.press("PageDown");
    const page1 = await at();
    assert.ok(page1 < LAYERS - 8 && page1 > LAYERS - 30, `a page led to layer ${page1}`);
    await page.keyboard.press("PageUp");
    assert.equal(await at(), LAYERS - 1);
    await page.keyboard.press("End");
    assert.equal(await at(), 0);
    await page.waitForFunction(() => document.querySelector(".beyond")?.textContent === "");
    assert.ok(await seen());
  }));

test("a row that a script focused is where the arrows go on from", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await row(page, "root").focus();
    await page.keyboard.press("ArrowRight");
    await row(page, "two.txt").waitFor();
    assert.equal(await row(page, "bin").getAttribute("aria-expanded"), "false");
  }));

test("what is only drawn has no part in an option's name", () =>
  withPage({}, async (page) => {
    await open(page, fixture("sample/sample.tar.gz"));
    for (const option of await layers(page).getByRole("option").all()) {
      const [first] = (await option.ariaSnapshot()).match(/"[^"]+"/) ?? [""];
      assert.match(first, /^"Layer \d/);
    }
  }));
