// A comparison under way: its progress, Cancel, and another one that follows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { slow, write } from "../support/archives.mjs";
import { dockerArchive } from "../support/build.mjs";
import { compare, pair, rows } from "../support/compare.mjs";
import { mark, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

test("a comparison that takes long says how far it is, and stops at Stop", () =>
  withPage({}, async (page) => {
    await compare(page, [pair()[0] ?? "", slow("layer")]);
    await page.locator("ls-two-images [role=progressbar]").waitFor();
    await page.getByText("Reading the other image…").waitFor();
    await page.locator(".im-pair").getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Compare", exact: true }).waitFor();
    assert.equal(await page.locator(".im-verdict").count(), 0);
  }));

const button = (/** @type {Page} */ page) => page.locator(".im-pair button");
const from = (/** @type {Page} */ page) => page.getByRole("combobox", { name: "From" });
const focused = (/** @type {Page} */ page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
/** The shown image, 0, beside two others, 1 and 2: the layers to read for one of them are given out when it is released. @param {Page} page */
async function held(page) {
  const image = (/** @type {string} */ name) =>
    write(`${name}.tar`, dockerArchive({ tags: [`${name}:1`], layers: [[{ path: name, data: name }]] }));
  await page.locator("ls-drop input.file").setInputFiles(["shown", "early", "late"].map(image));
  await mark(page, "verified");
  await page.evaluate(() => {
    const page = /** @type {any} */ (globalThis);
    const { images } = page.layerscope.engine;
    const { ask } = images;
    page.asked = [];
    const waits = [1, 2].map((image) => new Promise((resolve) => (page[`release${image}`] = resolve)));
    images.ask = async (/** @type {string} */ method, /** @type {any[]} */ ...args) => {
      if (method.startsWith("compare")) page.asked.push(method);
      const answer = await ask(method, ...args);
      if (method === "compareJobs") await waits[args[0] - 1];
      return answer;
    };
  });
  await page.getByRole("button", { name: "Images", exact: true }).click();
  await page.getByRole("tab", { name: "Compare", exact: true }).click();
  return async (/** @type {1 | 2} */ image) => {
    await page.evaluate((image) => /** @type {any} */ (globalThis)[`release${image}`](), image);
    // Its layer would be read by now.
    await page.waitForTimeout(500);
  };
}

test("a comparison that another one follows does not mix with it, however late it is", () =>
  withPage({}, async (page) => {
    const release = await held(page);
    await from(page).selectOption("early:1");
    await button(page).click();
    await page.getByText("Reading the other image…").waitFor();
    // Another choice stops it: the page reads nothing that it does not show.
    await from(page).selectOption("late:1");
    await button(page)
      .and(page.getByText("Compare", { exact: true }))
      .waitFor();
    await from(page).selectOption("early:1");
    await button(page)
      .and(page.getByText("Compare", { exact: true }))
      .waitFor();
    await from(page).selectOption("late:1");
    await button(page).click();
    await release(1);
    await release(2);
    await page.getByText("Different files: 2 paths differ.").waitFor();
    await page.getByRole("radio", { name: "removed: 1", exact: true }).check();
    await page.getByText("1–1 of 1 path").waitFor();
    assert.deepEqual(
      (await rows(page)).map(([, path]) => path),
      ["/late"],
    );
  }));

test("a comparison is stopped at once, before anything has been read, and the focus stays at its button", () =>
  withPage({}, async (page) => {
    const release = await held(page);
    await from(page).selectOption("early:1");
    await button(page).focus();
    await page.keyboard.press("Enter");
    await button(page).and(page.getByText("Cancel")).waitFor();
    assert.equal(await focused(page), "Cancel");
    await page.keyboard.press("Enter");
    await button(page)
      .and(page.getByText("Compare", { exact: true }))
      .waitFor();
    assert.equal(await focused(page), "Compare");
    await release(1);
    assert.equal(await page.locator(".im-verdict").count(), 0);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).asked), ["compareJobs"]);
    // The same once more is another one.
    await page.keyboard.press("Enter");
    await page.getByText("Different files: 2 paths differ.").waitFor();
    await button(page)
      .and(page.getByText("Compare", { exact: true }))
      .waitFor();
    assert.equal(await focused(page), "Compare");
  }));
