// Opens the built page in a fresh browser; the benchmark uses only what Playwright and Puppeteer have in common.
import { pathToFileURL } from "node:url";
import { find, launch, launchFirefox } from "../browser.mjs";
import { at } from "../build/steps.mjs";
import { peakOf, treeOf } from "./memory.mjs";

/**
 * An element of the page.
 * @typedef {{ click(): Promise<void>, focus(): Promise<void> }} Handle
 */

/**
 * @typedef Opened
 * @property {<A, R>(work: (arg: A) => R | Promise<R>, arg?: A) => Promise<R>} evaluate runs a function in the page
 * @property {(key: string) => Promise<void>} press
 * @property {(text: string) => Promise<void>} type
 * @property {(css: string, label?: string) => Promise<Handle>} element the first one in sight, by its text or label, waited for
 * @property {(path: string) => Promise<void>} choose gives the page a file, as the file dialog does
 * @property {() => Promise<number>} memory the browser's largest process at its peak, in bytes
 * @property {() => Promise<void>} close
 */

export const BROWSERS = /** @type {const} */ (["chromium", "firefox"]);
/** @typedef {typeof BROWSERS[number]} BrowserName */

const PAGE = pathToFileURL(at("dist/layerscope.html")).href;
const INPUT = "ls-drop input.file";
/** A person needs longer to choose a file. Without it the start of the browser itself would be measured, too. */
const AT_REST_MS = 1000;
/** A big archive is hashed for a while. */
const PATIENCE_MS = 15 * 60_000;

/** Whether this machine has it. @param {BrowserName} name */
export const installed = (name) => find(name === "firefox" ? "firefox" : "browser") !== null;

/** Resolves to the element in the next frame that has it. @param {[css: string, label: string | undefined]} wanted @returns {Promise<Element>} */
function appears([css, label]) {
  return new Promise((resolve) => {
    const look = () => {
      const found = [...document.querySelectorAll(css)].find(
        (each) =>
          each.getClientRects().length > 0 &&
          (!label || each.getAttribute("aria-label") === label || each.textContent?.includes(label)),
      );
      if (found) resolve(found);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/**
 * What both libraries' pages do in the same way.
 * @param {import("playwright-core").Page | import("puppeteer-core").Page} page
 */
const shared = (page) => {
  const any = /** @type {any} */ (page);
  return {
    evaluate: (/** @type {any} */ work, /** @type {any} */ arg) => any.evaluate(work, arg),
    press: (/** @type {string} */ key) => any.keyboard.press(key),
    type: (/** @type {string} */ text) => any.keyboard.type(text),
    element: async (/** @type {string} */ css, /** @type {string | undefined} */ label) =>
      (await any.evaluateHandle(appears, [css, label])).asElement(),
  };
};

/** @returns {Promise<Opened>} */
async function openChromium() {
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: "en-US" });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(PAGE);
  return {
    ...shared(page),
    choose: (path) => page.locator(INPUT).setInputFiles(path),
    memory: async () => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      return Math.max(...processInfo.map(({ id }) => peakOf([id])));
    },
    close: () => browser.close(),
  };
}

/** @returns {Promise<Opened>} */
async function openFirefox() {
  const browser = await launchFirefox();
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(PAGE);
  return {
    ...shared(page),
    choose: async (path) => {
      const input = await page.waitForSelector(INPUT);
      await /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (input).uploadFile(path);
    },
    memory: async () => {
      const pid = browser.process()?.pid;
      return pid ? Math.max(...treeOf(pid).map((id) => peakOf([id]))) : 0;
    },
    close: () => browser.close(),
  };
}

/**
 * The page, at rest, before any file is chosen.
 * @param {BrowserName} name
 * @returns {Promise<Opened>}
 */
export async function openPage(name) {
  const page = await (name === "firefox" ? openFirefox() : openChromium());
  await page.element("button", "Try a sample");
  await new Promise((resolve) => setTimeout(resolve, AT_REST_MS));
  return page;
}

/**
 * Time of a User Timing mark since the file was chosen. Fails as soon as the page says that it can't open the file.
 * @param {Opened} page
 * @param {"stack" | "tree" | "verified"} name
 * @returns {Promise<number>} milliseconds
 */
export const mark = (page, name) =>
  page.evaluate(
    (wanted) =>
      new Promise((resolve, reject) => {
        const observer = new PerformanceObserver((list) => {
          const found = list.getEntriesByName(wanted)[0];
          if (!found) return;
          stop();
          resolve(found.startTime - (performance.getEntriesByName("layerscope:open")[0]?.startTime ?? Number.NaN));
        });
        const watch = setInterval(() => {
          const problem = document
            .querySelector('[role="alert"]:not([hidden])')
            ?.textContent?.replace(/\s+/g, " ")
            .trim();
          if (!problem) return;
          stop();
          reject(new Error(`The page could not open it: ${problem}`));
        }, 500);
        const stop = () => {
          clearInterval(watch);
          observer.disconnect();
        };
        observer.observe({ type: "mark", buffered: true });
      }),
    `layerscope:${name}`,
  );
