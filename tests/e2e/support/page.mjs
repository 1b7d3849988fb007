// Opens the built page in Chromium and watches it: whatever the page asks the network for, and whatever it complains
// of in its console, fails the test that caused it.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { launchShell } from "../../../scripts/browser.mjs";
import { at } from "../../../scripts/build/steps.mjs";

/** @import { Browser, BrowserContextOptions, Page } from "playwright-core" */

export const PAGE = pathToFileURL(at("dist/layerscope.html")).href;
/** For whatever takes its time on a busy machine; nothing here ever waits for that long when it works. */
const PATIENCE_MS = 30_000;
const SCREENSHOTS = at("target/screenshots");

/** @type {Promise<Browser> | null} one for each test file */
let browser = null;
after(async () => (await browser)?.close());

/**
 * Runs `work` with a fresh page, then fails if it made a request or an error was logged.
 * @param {BrowserContextOptions & { url?: string, allow?: (url: string) => boolean }} options
 *   allow: addresses that the page may be loaded from; by default only the file itself
 * @param {(page: Page) => Promise<void>} work
 */
export async function withPage({ url = PAGE, allow = (asked) => asked === url, ...options }, work) {
  browser ??= launchShell();
  const context = await (await browser).newContext({
    viewport: { width: 1280, height: 720 },
    locale: "en-US",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  /** @type {string[]} */
  const wrong = [];
  // A worker made from a Blob and a picture inside the page are "requests", too, to the browser; none leaves it.
  context.on("request", (request) => {
    const asked = request.url();
    if (!/^(blob|data):/.test(asked) && !allow(asked)) wrong.push(`request: ${asked}`);
  });
  context.on("weberror", (error) => wrong.push(`uncaught: ${error.error().stack ?? error.error()}`));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    // The page's own script is unpacked first: a person is never that fast, but a test could drop or paste before that.
    await page.locator("ls-drop input").first().waitFor({ state: "attached" });
    await work(page);
    assert.deepEqual(wrong, [], "The page asked the network for something or complained");
  } catch (error) {
    if (wrong.length > 0 && error instanceof Error) error.message += `\nBefore that: ${wrong.join("\n")}`;
    throw error;
  } finally {
    await context.close();
  }
}

/** A picture for people to look at, in target/screenshots. @param {Page} page @param {string} name */
export async function picture(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
}

/**
 * Waits until the page has set a User Timing mark since the last opening; resolves to its time.
 * @param {Page} page
 * @param {"open" | "stack" | "tree" | "verified"} name
 * @returns {Promise<number>} milliseconds since navigation
 */
export function mark(page, name) {
  return page.evaluate(
    ([wanted, patience]) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`${wanted} was not reached within ${patience} ms`)), Number(patience));
        const observer = new PerformanceObserver((list) => {
          const found = list.getEntriesByName(String(wanted)).at(-1);
          if (!found) return;
          observer.disconnect();
          resolve(found.startTime);
        });
        observer.observe({ type: "mark", buffered: true });
      }),
    [`layerscope:${name}`, PATIENCE_MS],
  );
}

/** Forgets the marks of what was open before, so that the next wait is for the next file. @param {Page} page */
const clearMarks = (page) => page.evaluate(() => performance.clearMarks());

/**
 * Chooses a file as a person does in the file dialog.
 * @param {Page} page
 * @param {string | string[]} paths
 */
export async function pick(page, paths) {
  await clearMarks(page);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open image archive" }).first().click();
  await (await chooser).setFiles(paths);
}

/** Chooses a folder as a person does in the folder dialog. @param {Page} page @param {string} path */
export async function pickFolder(page, path) {
  await clearMarks(page);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open folder" }).first().click();
  await (await chooser).setFiles(path);
}

/**
 * Drags files and folders from the desktop into the window and lets go: the browser itself makes the events.
 * @param {Page} page
 * @param {string[]} paths
 * @param {{ x: number, y: number }} [at] by default the middle
 */
export async function drop(page, paths, at) {
  await clearMarks(page);
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  const { x, y } = at ?? { x: size.width / 2, y: size.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await session.send("Input.dispatchDragEvent", { type, x, y, data });
  }
  await session.detach();
}

/** Opens a file and waits until all its layers are in the tree. @param {Page} page @param {string} path */
export async function open(page, path) {
  await pick(page, path);
  await mark(page, "tree");
}

/** @param {Page} page */
export const layers = (page) => page.getByRole("listbox", { name: "Layers" });
/** @param {Page} page */
export const files = (page) => page.getByRole("treegrid", { name: "Files" });
/** The row of a path's last component; depth tells apart what has the same name. @param {Page} page @param {string | RegExp} name */
export const row = (page, name) => files(page).getByRole("row", { name });

/** The layers whose digests fit. @param {Page} page */
export const verified = (page) => layers(page).getByRole("option", { name: /, verified, read-only/ });
