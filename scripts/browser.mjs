// Finds Chromium, its driver and Firefox, and says how this project starts them: one place for tests, benchmark and Makefile.
// As a command, `node scripts/browser.mjs browser|driver|firefox` prints the path, or nothing and exits 1.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { argv, env, exit, getuid } from "node:process";
import { pathToFileURL } from "node:url";

const NAMES = {
  browser: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"],
  driver: ["chromedriver", "chromium.chromedriver"],
  firefox: ["firefox-esr", "firefox"],
};

/**
 * The first of the known names on PATH.
 * @param {keyof typeof NAMES} what
 * @returns {string | null}
 */
export function find(what) {
  for (const name of NAMES[what]) {
    for (const folder of (env.PATH ?? "").split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here: the next folder
      }
    }
  }
  return null;
}

/** Switches that keep Chromium from calling home or waiting for a person. Root can't have Chromium's sandbox. */
export const ARGS = [
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  ...(getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/**
 * Starts a headless Chromium.
 * @param {string[]} more further switches
 */
export async function launch(more = []) {
  const executablePath = find("browser");
  if (!executablePath) throw new Error("No Chromium on PATH: run `bash scripts/setup.sh test`");
  const { chromium } = await import("playwright-core");
  // Where no language is set, Chromium can't open files whose names are not ASCII.
  const utf8 = { ...env, LC_ALL: "C.UTF-8" };
  return chromium.launch({ executablePath, headless: true, args: [...ARGS, ...more], env: utf8 });
}

/**
 * Starts a headless Firefox. It speaks WebDriver BiDi, so no driver program stands between.
 * @param {Record<string, unknown>} [extraPrefsFirefox] as about:config names them
 */
export async function launchFirefox(extraPrefsFirefox = {}) {
  const executablePath = find("firefox");
  if (!executablePath) throw new Error("No Firefox on PATH: run `bash scripts/setup.sh test`");
  const { launch } = await import("puppeteer-core");
  return launch({ browser: "firefox", executablePath, headless: true, extraPrefsFirefox });
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const [, , what = "browser"] = argv;
  const path = Object.hasOwn(NAMES, what) ? find(/** @type {keyof typeof NAMES} */ (what)) : null;
  if (path) console.log(path);
  else exit(1);
}
