// Takes the README's pictures of the built page: `node scripts/pictures.mjs [IMAGE.tar]` writes docs/pictures/, light and dark, and the main job as an animation.
import { mkdirSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import gifenc from "gifenc";
import { PNG } from "pngjs";
import { launch } from "./browser.mjs";
import { at } from "./build/steps.mjs";

/** @import { Page } from "playwright-core" */

const archive = argv[2] || at("tests/fixtures/docker/20.10/rich.tar.gz");
const FOLDER = "docs/pictures";
const SIZE = { width: 1280, height: 720 };
/** Milliseconds that a picture of the animation stays. */
const STAY = 1600;
const PATIENCE_MS = 600_000;

/** The page with the image open and every digest checked. @param {Page} page */
async function open(page) {
  await page.goto(pathToFileURL(at("dist/layerscope.html")).href);
  await page.locator("ls-drop input.file").setInputFiles(archive);
  await page.getByRole("status").filter({ hasText: "verified" }).first().waitFor({ timeout: PATIENCE_MS });
  await page.mouse.move(0, 0);
}

/** @param {Page} page */
const layers = (page) => page.getByRole("listbox", { name: "Layers" });
/** @param {Page} page @param {string} name */
const row = (page, name) =>
  page
    .getByRole("treegrid", { name: "Files" })
    .locator('[role="gridcell"]:first-child')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first();

/** The main job, a picture after each step. @type {((page: Page) => Promise<void>)[]} */
const STEPS = [
  async () => {},
  async (page) => {
    await layers(page).getByRole("option").last().click();
  },
  async (page) => {
    await layers(page).getByRole("option").first().click();
  },
  async (page) => {
    await row(page, "data").click();
    await page.keyboard.press("ArrowRight");
  },
  async (page) => {
    await page.getByRole("tab", { name: "Waste" }).click();
    await page.locator("ls-waste-tab .cost").waitFor();
  },
  async (page) => {
    await page.getByRole("radio", { name: "Treemap" }).check({ force: true });
    await page.locator("ls-treemap canvas[data-drawn]").waitFor();
  },
];

/** @param {Buffer[]} pictures @returns {Uint8Array} a GIF that repeats */
function animated(pictures) {
  const { GIFEncoder, quantize, applyPalette } = gifenc;
  const gif = GIFEncoder();
  for (const picture of pictures) {
    const { data, width, height } = PNG.sync.read(picture);
    const palette = quantize(data, 256);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay: STAY });
  }
  gif.finish();
  return gif.bytes();
}

const browser = await launch();
try {
  mkdirSync(at(FOLDER), { recursive: true });
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const page = await browser.newPage({ viewport: SIZE, locale: "en-US", colorScheme });
    await open(page);
    await row(page, "data").click();
    await page.keyboard.press("ArrowRight");
    await page.mouse.move(0, 0);
    await page.screenshot({ path: at(`${FOLDER}/explore-${colorScheme}.png`), animations: "disabled" });
    await page.close();
  }
  const page = await browser.newPage({ viewport: SIZE, locale: "en-US", colorScheme: "light" });
  await open(page);
  const pictures = [];
  for (const step of STEPS) {
    await step(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    pictures.push(await page.screenshot({ animations: "disabled" }));
  }
  writeFileSync(at(`${FOLDER}/main-job.gif`), animated(pictures));
} finally {
  await browser.close();
}
