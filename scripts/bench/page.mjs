// Opens an archive in the built page, in a fresh headless Chromium, and measures what a person would wait for.
import { pathToFileURL } from "node:url";
import { launch } from "../browser.mjs";
import { at } from "../build/steps.mjs";
import { runAnswers } from "./answers.mjs";
import { peakOf } from "./memory.mjs";

/** @import { Browser, Page } from "playwright-core" */

/** How often a layer is chosen, and the root expanded. */
const STEPS = 60;
const EXPANSIONS = 20;
/** What people type, letter by letter: text, a path, patterns, an expression, fields; the first letters find nearly everything. */
const QUERIES = [
  "python",
  "usr/lib",
  "*.so",
  "size:>10M kind:file",
  "re:\\.py$",
  "mode:setuid",
  "node_modules -test",
  "is:dead",
];
/** A person needs longer to choose a file. Without it the start of the browser itself would be measured, too. */
const AT_REST_MS = 1000;
/** A big archive is hashed for a while. */
const PATIENCE_MS = 15 * 60_000;

/** @param {number[]} values */
export const p95 = (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;

/** Time of a mark since the file was chosen, in milliseconds. @param {Page} page @param {string} name */
const mark = (page, name) =>
  page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const found = list.getEntriesByName(wanted)[0];
          if (!found) return;
          observer.disconnect();
          resolve(found.startTime - (performance.getEntriesByName("layerscope:open")[0]?.startTime ?? Number.NaN));
        });
        observer.observe({ type: "mark", buffered: true });
      }),
    `layerscope:${name}`,
  );

/**
 * Does something and waits until the Files grid has been painted anew: from the input event to the frame after the rows
 * of the new view are in the page. Rows come with a summary; another summary means other rows.
 * @param {Page} page
 * @param {() => Promise<void>} act a key or a click
 * @returns {Promise<number>} milliseconds
 */
async function painted(page, act) {
  await page.evaluate(() => {
    const grid = /** @type {any} */ (document.querySelector("ls-grid"));
    /** @type {any} */ (globalThis).benchStep = new Promise((resolve) => {
      const from = (/** @type {Event} */ event) => {
        removeEventListener("keydown", from, true);
        removeEventListener("click", from, true);
        const before = grid.rows.summary;
        const done = () => {
          if (grid.rows.summary === before) return;
          grid.removeEventListener("summary", done);
          // A task queued in the next frame's callback runs once that frame has been painted.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - event.timeStamp);
            port2.postMessage(null);
          });
        };
        grid.addEventListener("summary", done);
      };
      addEventListener("keydown", from, true);
      addEventListener("click", from, true);
    });
  });
  await act();
  return page.evaluate(() => /** @type {any} */ (globalThis).benchStep);
}

/** Goes down and up the stack, again and again. @param {Page} page */
async function chooseLayers(page) {
  const options = page.getByRole("listbox", { name: "Layers" }).getByRole("option");
  const count = await options.count();
  /** @type {number[]} */
  const times = [];
  if (count < 2) return times;
  await options.first().click();
  for (let step = 0; step < STEPS; step++) {
    const down = Math.floor(step / (count - 1)) % 2 === 0;
    times.push(await painted(page, () => page.keyboard.press(down ? "ArrowDown" : "ArrowUp")));
  }
  return times;
}

/** Expands everything, and closes it again, which is not timed. @param {Page} page */
async function expandRoot(page) {
  /** @type {number[]} */
  const times = [];
  for (let i = 0; i < EXPANSIONS; i++) {
    times.push(await painted(page, () => page.getByRole("button", { name: "Expand all" }).click()));
    await painted(page, () => page.getByRole("button", { name: "Collapse all" }).click());
  }
  return times;
}

/** Types queries letter by letter: from a key to the rows of what was typed until then. A letter that finds nothing new counts, too. @param {Page} page */
async function typeQueries(page) {
  const field = page.locator("#query");
  /** @type {number[]} */
  const times = [];
  for (const query of QUERIES) {
    for (const letter of query) {
      await field.focus();
      times.push(await painted(page, () => page.keyboard.type(letter)));
    }
    await painted(page, () => page.keyboard.press("Escape"));
  }
  return times;
}

/** The largest process of the browser, at its peak. @param {Browser} browser */
async function processMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return Math.max(...processInfo.map(({ id }) => peakOf([id])));
}

/**
 * @param {string} archive
 * @returns {Promise<Record<"stack" | "tree" | "verified" | "busy" | "choose" | "expand" | "search" | "waste" | "treemap" | "unread" | "compare" | "paths" | "wasm" | "process", number>>} ms, bytes, paths
 */
export async function runPage(archive) {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: "en-US" });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(pathToFileURL(at("dist/layerscope.html")).href);
    await page.getByRole("button", { name: "Try a sample" }).waitFor();
    await page.waitForTimeout(AT_REST_MS);
    const file = page.locator("ls-drop input.file");
    await file.setInputFiles(archive);
    const alert = page.getByRole("alert");
    const failed = alert.waitFor().then(async () => {
      throw new Error(`The page could not open it: ${await alert.innerText()}`);
    });
    const stack = await Promise.race([mark(page, "stack"), failed]);
    const tree = await Promise.race([mark(page, "tree"), failed]);
    const verified = await Promise.race([mark(page, "verified"), failed]);
    failed.catch(() => {});
    const choose = p95(await chooseLayers(page));
    const expand = p95(await expandRoot(page));
    const search = p95(await typeQueries(page));
    const wasm = await page.evaluate(() => /** @type {any} */ (globalThis).layerscope.memory());
    // Once more, now as people do it: while the digests are being verified. Above, that would have slowed the verifying.
    await page.evaluate(() => performance.clearMarks());
    await file.setInputFiles(archive);
    await mark(page, "tree");
    const busy = p95(await chooseLayers(page));
    const process = await processMemory(browser);
    await mark(page, "verified");
    return { stack, tree, verified, busy, choose, expand, search, ...(await runAnswers(page)), wasm, process };
  } finally {
    await browser.close();
  }
}
