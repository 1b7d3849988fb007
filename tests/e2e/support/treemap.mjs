// The treemap and its table, as tests read them.

/** @import { Page } from "playwright-core" */

export const map = (/** @type {Page} */ page) => page.getByRole("listbox", { name: /^Treemap of / });

export const drawn = (/** @type {Page} */ page) => page.locator("ls-treemap canvas[data-drawn]").waitFor();
/** Waits until the keyboard is at a cell whose words begin so. @param {Page} page @param {string} words */
export const at = (page, words) => map(page).locator(`[role="option"][aria-label^="${words}"]`).waitFor();

/** @param {Page} page */
export async function show(page) {
  await page.locator('input[name="shape"][value="treemap"]').check();
  await drawn(page);
}
