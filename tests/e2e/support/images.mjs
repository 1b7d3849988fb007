// The view of several images, as tests use it.

/** @import { Page } from "playwright-core" */

export const door = (/** @type {Page} */ page) => page.getByRole("button", { name: "Images", exact: true });
export const tab = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.getByRole("tab", { name, exact: true });
export const drawing = (/** @type {Page} */ page) => page.locator("svg.trunks");
export const chooser = (/** @type {Page} */ page) => page.getByRole("combobox", { name: "Image", exact: true });
export const pick = (/** @type {Page} */ page, /** @type {string[]} */ paths) =>
  page.locator("ls-drop input.file").setInputFiles(paths);
/** The exact bytes of a figure. @param {Page} page @param {string} what */
export const figure = (page, what) =>
  page
    .locator(".im-facts > div", { has: page.locator(`dt:text-is("${what}")`) })
    .locator("b")
    .getAttribute("title");
/** The rows of a table, cell by cell. @param {Page} page @param {string} table */
export const cells = (page, table) =>
  page
    .locator(`${table} tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, " ").trim() ?? "")),
    );
