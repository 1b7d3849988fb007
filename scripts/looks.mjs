// Contact sheets of the page's states, to look at: `node scripts/looks.mjs [FEATURE…] [--ko]` writes target/looks/FEATURE.png.
// A row is a state; the columns are 1280 light, 1920 dark, 390 light and 390 dark.
import { mkdirSync } from "node:fs";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { launchShell } from "./browser.mjs";
import { at } from "./build/steps.mjs";
import { STATES } from "./looks/states.mjs";

/** @import { Browser } from "playwright-core" */
/** @import { Look } from "./looks/states.mjs" */

const KOREAN = argv.includes("--ko");
const wanted = argv.slice(2).filter((word) => !word.startsWith("--"));
const FOLDER = at("target/looks");
const COLUMNS = /** @type {const} */ ([
  { width: 1280, height: 720, colorScheme: "light" },
  { width: 1920, height: 1080, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
]);
/** Height of a picture on the sheet. */
const ROW = 430;
/** A state that is not reached by then is missing on the sheet, which says so. */
const PATIENCE_MS = 20_000;

/** @param {Browser} browser @param {Look} look @param {typeof COLUMNS[number]} column @returns {Promise<string>} as HTML */
async function shot(browser, { files, steps }, { width, height, colorScheme }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: KOREAN ? "ko-KR" : "en-US",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(at("dist/layerscope.html")).href);
    const input = page.locator("ls-drop input.file");
    await input.waitFor({ state: "attached" });
    if (files) await input.setInputFiles(files());
    let why = "";
    await steps?.(page, width < 720).catch((error) => {
      why = `<p>${String(error).split("\n")[0]?.replaceAll("<", "&lt;")}</p>`;
    });
    await page.waitForTimeout(150);
    const png = await page.screenshot();
    return `${why}<img height="${ROW}" src="data:image/png;base64,${png.toString("base64")}">`;
  } finally {
    await context.close();
  }
}

const browser = await launchShell();
mkdirSync(FOLDER, { recursive: true });
try {
  for (const [feature, looks] of Object.entries(STATES)) {
    if (wanted.length > 0 && !wanted.includes(feature)) continue;
    let rows = "";
    for (const [name, look] of Object.entries(looks)) {
      rows += `<h2>${feature}: ${name}</h2><div>`;
      for (const column of COLUMNS) rows += `<figure>${await shot(browser, look, column)}</figure>`;
      rows += "</div>";
    }
    const sheet = await browser.newPage({ viewport: { width: 2000, height: 400 } });
    await sheet.setContent(
      `<style>body{margin:8px;font:14px sans-serif;background:#888}h2{margin:4px 0;font-size:15px}div{display:flex;gap:6px}figure{margin:0}p{color:#a00}</style>${rows}`,
    );
    const path = `${FOLDER}/${feature}${KOREAN ? "-ko" : ""}.png`;
    await sheet.screenshot({ path, fullPage: true });
    await sheet.close();
    console.log(path);
  }
} finally {
  await browser.close();
}
