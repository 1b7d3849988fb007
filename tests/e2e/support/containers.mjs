// A container as a person works in it: runs it, chooses from a row's menu, fills in a dialog, reads what happened.
import { layers } from "./page.mjs";
import { row } from "./rows.mjs";

/** @import { Page } from "playwright-core" */

/** Runs a container on the chosen layer. @param {Page} page */
export async function run(page) {
  await page.getByRole("button", { name: "Run a container" }).click();
  await container(page, 1).waitFor();
}

/** The container's slab. @param {Page} page @param {number} n as the page counts */
export const container = (page, n) =>
  layers(page).getByRole("option", { name: new RegExp(`^container ${n}, read-write`) });

/** @param {Page} page */
export const bar = (page) => page.getByRole("toolbar", { name: "Change the container’s files" });
/** @param {Page} page */
export const menu = (page) => page.getByRole("menu");
/** @param {Page} page */
export const dialog = (page) => page.locator("ls-container-dialog dialog[open]");

/** Opens the menu of a row and chooses. @param {Page} page @param {string} name @param {string} act */
export async function change(page, name, act) {
  await row(page, name).locator('[role="gridcell"]').first().click({ button: "right" });
  await menu(page).getByRole("menuitem", { name: act }).click();
  await menu(page).waitFor({ state: "detached" });
}

/** @param {Page} page @param {Record<string, string>} fields by label @param {boolean} [done] the dialog goes */
export async function fill(page, fields, done = true) {
  for (const [label, value] of Object.entries(fields))
    await dialog(page).getByLabel(label, { exact: true }).fill(value);
  await dialog(page).locator('button[type="submit"]').click();
  if (done) await dialog(page).waitFor({ state: "detached" });
}

/** Waits until the log says so. @param {Page} page @param {RegExp} words */
export const happened = (page, words) => page.getByRole("log").filter({ hasText: words }).waitFor();

/** A key of the row that has the focus. @param {Page} page @param {string} name */
export const key = (page, name) => page.keyboard.press(name);

/** @param {Page} page */
export const undo = (page) => page.keyboard.press("Control+z");

/** docker diff as the page shows it, as soon as it has so many lines. @param {Page} page @param {number} count */
export async function diff(page, count) {
  const list = page.getByRole("list", { name: "docker diff" }).locator("li");
  await list.nth(count - 1).waitFor();
  await list.nth(count).waitFor({ state: "detached" });
  return (await list.allInnerTexts()).map((line) => line.replace(/\s+/, " ")).join("\n");
}

/** Commits the shown container. @param {Page} page @param {Record<string, string>} fields by label @param {boolean} [done] it succeeds */
export async function commit(page, fields, done = true) {
  await page.getByRole("tab", { name: "Layer", exact: true }).click();
  await page.getByRole("button", { name: "Commit…" }).click();
  await fill(page, fields, done);
}
