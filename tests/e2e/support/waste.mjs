// The Waste tab, as tests read it.
import { mark, open } from "./page.mjs";

/** @import { Page } from "playwright-core" */

export const tab = (/** @type {Page} */ page) => page.getByRole("tab", { name: "Waste" });
export const panel = (/** @type {Page} */ page) => page.getByRole("tabpanel");

/** Opens an image, all of it hashed, at its waste. @param {Page} page @param {string} path */
export async function show(page, path) {
  await open(page, path);
  await mark(page, "verified");
  await tab(page).click();
  await page.locator(".waste-head").waitFor();
}

/** Exact bytes, as a title tells them. @param {string | null} title */
export const exact = (title) => Number((title ?? "").split("\n")[0]?.replace(/[^\d]/g, ""));
