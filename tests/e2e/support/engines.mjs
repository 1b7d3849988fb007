// The built page in Chromium and in Firefox, with what both can: scripts in the page, files chosen, screenshots of a part.
import { launch, launchFirefox } from "../../../scripts/browser.mjs";
import { PAGE } from "./page.mjs";
import { decoded } from "./pixels.mjs";

/** @import { Picture } from "./pixels.mjs" */

/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 * @typedef {{ run: <T, A>(work: (arg: A) => T, arg: A) => Promise<T>, until: <A>(ready: (arg: A) => unknown, arg: A) => Promise<unknown>, choose: (path: string) => Promise<unknown>, shot: (clip: Box, path?: string) => Promise<Uint8Array> }} Driven
 */

const VIEW = { width: 1280, height: 800 };
/** Firefox knows no other way. */
const SCHEME = "layout.css.prefers-color-scheme.content-override";
const INPUT = "ls-drop input.file";

/** @type {Record<"Chromium" | "Firefox", (colorScheme: "light" | "dark", work: (page: Driven) => Promise<void>) => Promise<void>>} */
export const ENGINES = {
  async Chromium(colorScheme, work) {
    const browser = await launch();
    try {
      const page = await browser.newPage({ viewport: VIEW, locale: "en-US", colorScheme });
      await page.goto(PAGE);
      await page.locator(INPUT).waitFor({ state: "attached" });
      await work({
        run: (ask, arg) => page.evaluate(/** @type {any} */ (ask), arg),
        until: (ready, arg) => page.waitForFunction(/** @type {any} */ (ready), arg),
        choose: (path) => page.locator(INPUT).setInputFiles(path),
        shot: (clip, path) => page.screenshot({ clip, path }),
      });
    } finally {
      await browser.close();
    }
  },
  async Firefox(colorScheme, work) {
    const browser = await launchFirefox({ [SCHEME]: colorScheme === "dark" ? 0 : 1 });
    try {
      const page = await browser.newPage();
      await page.setViewport(VIEW);
      await page.goto(PAGE);
      await page.waitForSelector(INPUT);
      await work({
        run: (ask, arg) => page.evaluate(/** @type {any} */ (ask), arg),
        until: (ready, arg) => page.waitForFunction(/** @type {any} */ (ready), {}, arg),
        choose: async (path) => {
          const input = await page.$(INPUT);
          await /** @type {any} */ (input).uploadFile(path);
        },
        shot: (clip, path) => page.screenshot({ clip, path: /** @type {any} */ (path) }),
      });
    } finally {
      await browser.close();
    }
  },
};

/**
 * What is drawn of the widest of some elements, without its border and the words above it.
 * @param {Driven} page
 * @param {string} selector
 * @param {number} [inset] pixels of it that are left out at each side
 * @returns {Promise<Picture>}
 */
export async function drawnOf(page, selector, inset = 1) {
  await page.until((wanted) => document.querySelector(wanted)?.getClientRects().length, selector);
  const box = await page.run(
    ([wanted, edge]) => {
      const all = [...document.querySelectorAll(String(wanted))].filter((one) => one instanceof HTMLElement);
      const [element] = all.sort((a, b) => b.offsetWidth - a.offsetWidth);
      if (!element) throw new Error(`There is no ${wanted}`);
      element.scrollIntoView({ block: "nearest" });
      for (const words of element.parentElement?.querySelectorAll(":scope > .line, :scope > .sub") ?? [])
        if (words instanceof HTMLElement) words.style.visibility = "hidden";
      element.style.color = "transparent";
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const [x, y] = [Math.ceil(left) + Number(edge), Math.ceil(top) + Number(edge)];
      return { x, y, width: Math.floor(right) - Number(edge) - x, height: Math.floor(bottom) - Number(edge) - y };
    },
    /** @type {[string, number]} */ ([selector, inset]),
  );
  return decoded(await page.shot(box));
}
