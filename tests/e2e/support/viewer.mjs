// The viewer of a version's content, as tests use it.
import { contents } from "./contents.mjs";
import { open } from "./page.mjs";
import { expand, row } from "./rows.mjs";

/** @import { Locator, Page } from "playwright-core" */

export const viewer = (/** @type {Page} */ page) => page.locator(".viewer");
export const shown = (/** @type {Page} */ page) => page.locator("ls-file-tab .shown");
export const button = (/** @type {Locator} */ place, /** @type {string} */ name) =>
  place.getByRole("button", { name, exact: true });

/** Opens the image and one of its files, small and large. @param {Page} page @param {string} name */
export async function view(page, name) {
  await row(page, name).click();
  await page.locator("ls-file-tab .path b").getByText(name, { exact: true }).waitFor();
  await button(shown(page), "Open").click();
  await viewer(page).waitFor();
}

/** @param {Page} page */
export async function start(page) {
  await open(page, contents());
  await expand(page, "f");
}

/** The lines on the screen. @param {Page} page */
export const lines = (page) => viewer(page).locator(".ln").allTextContents();

/** The file that the browser was given to save. @param {Page} page @param {() => Promise<void>} act */
export async function saved(page, act) {
  const download = page.waitForEvent("download");
  await act();
  const file = await download;
  return { name: file.suggestedFilename(), path: await file.path() };
}
