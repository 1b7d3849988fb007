// Adding archives to those that are open, as tests do it.
import { mark } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/** @param {Page} page */
export const picker = (page) => page.getByRole("combobox", { name: "Image" });

/** Chooses an image and waits until it is proven. @param {Page} page @param {RegExp} label */
export async function choose(page, label) {
  const option = picker(page).locator("option").filter({ hasText: label });
  await page.evaluate(() => performance.clearMarks());
  await picker(page).selectOption(await option.getAttribute("value"));
  await mark(page, "verified");
}

/** The Archive tab's value of a fact. @param {Page} page @param {string} text */
export async function archiveSays(page, text) {
  await page.getByRole("tab", { name: "Archive", exact: true }).click();
  await page.getByRole("tabpanel").getByText(text).first().waitFor();
}
