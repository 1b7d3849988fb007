// Reads the Files treegrid as a person or a screen reader would: rows, levels and what is said of each.
import { files } from "./page.mjs";

/** @import { Locator, Page } from "playwright-core" */

/** The row of a name, whatever its place in the tree. @param {Page} page @param {string} name */
export const row = (page, name) =>
  files(page)
    .locator('[role="row"][aria-level]')
    .filter({ has: page.locator('[role="gridcell"]:first-child').getByText(name, { exact: true }) });

/** Waits until a row is there and not marked as removed. @param {Page} page @param {string} name */
export const present = (page, name) => row(page, name).filter({ hasNotText: "removed by layer" }).waitFor();

/** Waits until a row is marked as removed by a layer. @param {Page} page @param {string} name @param {number} layer 1-based, as the page counts */
export const removed = (page, name, layer) =>
  row(page, name)
    .filter({ hasText: `removed by layer ${layer}` })
    .waitFor();

/** Waits until there is no such row. @param {Page} page @param {string} name */
export const absent = (page, name) => row(page, name).waitFor({ state: "detached" });

/** Expands directories, one inside the other: a click to get there, then the keyboard. @param {Page} page @param {string[]} names */
export async function expand(page, ...names) {
  for (const name of names) {
    const here = row(page, name);
    await here.locator('[role="gridcell"]').first().click();
    await page.keyboard.press("ArrowRight");
    await here.and(page.locator('[aria-expanded="true"]')).waitFor();
  }
}

/** The words of the strip, layer by layer. @param {Locator} of a row */
export const life = (of) => of.locator('[role="gridcell"]').last().getAttribute("aria-label");
