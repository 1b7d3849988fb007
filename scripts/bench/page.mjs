// Opens an archive in the built page, in a fresh headless browser, and measures what a person would wait for.
import { runAnswers } from "./answers.mjs";
import { mark, openPage } from "./browsers.mjs";
import { p95 } from "./figures.mjs";

/** @import { BrowserName, Opened } from "./browsers.mjs" */

/** How often a layer is chosen, and the root expanded. */
const STEPS = 60;
const EXPANSIONS = 20;
/** Queries as people type them, letter by letter: text, a path, patterns, an expression, fields; the first letters find nearly everything. */
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

/**
 * Does something and waits until the Files grid is painted again: from the input event to the frame after the rows
 * of the new view are in the page. Rows come with a summary; another summary means other rows.
 * @param {Opened} page
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
        const before = grid.rows.page?.summary;
        const done = () => {
          if (grid.rows.page?.summary === before) return;
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

/** Goes down and up the stack, again and again. @param {Opened} page */
async function chooseLayers(page) {
  const layer = '[role="listbox"][aria-label="Layers"] [role="option"]';
  const count = await page.evaluate((css) => document.querySelectorAll(css).length, layer);
  /** @type {number[]} */
  const times = [];
  if (count < 2) return times;
  await (await page.element(layer)).click();
  for (let step = 0; step < STEPS; step++) {
    const down = Math.floor(step / (count - 1)) % 2 === 0;
    times.push(await painted(page, () => page.press(down ? "ArrowDown" : "ArrowUp")));
  }
  return times;
}

/** Expands everything, and closes it again, which is not timed. @param {Opened} page */
async function expandRoot(page) {
  /** @type {number[]} */
  const times = [];
  const expand = await page.element("button", "Expand all");
  const collapse = await page.element("button", "Collapse all");
  for (let i = 0; i < EXPANSIONS; i++) {
    times.push(await painted(page, () => expand.click()));
    await painted(page, () => collapse.click());
  }
  return times;
}

/** Types queries letter by letter: from a key to the rows of what was typed until then. A letter that finds nothing new counts, too. @param {Opened} page */
async function typeQueries(page) {
  const field = await page.element("#query");
  /** @type {number[]} */
  const times = [];
  for (const query of QUERIES) {
    for (const letter of query) {
      await field.focus();
      times.push(await painted(page, () => page.type(letter)));
    }
    await painted(page, () => page.press("Escape"));
  }
  return times;
}

/**
 * @param {BrowserName} browser
 * @param {string} archive
 * @returns {Promise<Record<"stack" | "tree" | "verified" | "busy" | "choose" | "expand" | "search" | "waste" | "treemap" | "unread" | "compare" | "paths" | "wasm" | "process", number>>} ms, bytes, paths
 */
export async function runPage(browser, archive) {
  const page = await openPage(browser);
  try {
    await page.choose(archive);
    const stack = await mark(page, "stack");
    const tree = await mark(page, "tree");
    const verified = await mark(page, "verified");
    const choose = p95(await chooseLayers(page));
    const expand = p95(await expandRoot(page));
    const search = p95(await typeQueries(page));
    const wasm = await page.evaluate(() => /** @type {any} */ (globalThis).layerscope.memory());
    // Once more, now as people do it: while the digests are being verified. Above, that would have slowed the verifying.
    await page.evaluate(() => performance.clearMarks());
    await page.choose(archive);
    await mark(page, "tree");
    const busy = p95(await chooseLayers(page));
    const process = await page.memory();
    await mark(page, "verified");
    return { stack, tree, verified, busy, choose, expand, search, ...(await runAnswers(page)), wasm, process };
  } finally {
    await page.close();
  }
}
