// Finds the browsers and their drivers, and says how this project starts them: one place for tests, benchmark and Makefile.
// As a command, `node scripts/browser.mjs browser|shell|driver|firefox|webkit` prints the path, or nothing and exits 1.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { argv, env, exit, getuid } from "node:process";
import { pathToFileURL } from "node:url";

const NAMES = {
  browser: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"],
  shell: ["chromium-headless-shell", "chrome-headless-shell"],
  driver: ["chromedriver", "chromium.chromedriver"],
  firefox: ["firefox-esr", "firefox"],
  webkit: ["WebKitWebDriver"],
};

/**
 * The first of the known names on PATH; the environment variable FIREFOX names another Firefox.
 * @param {keyof typeof NAMES} what
 * @returns {string | null}
 */
export function find(what) {
  if (what === "firefox" && env.FIREFOX) return env.FIREFOX;
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
export const launch = (more = []) => start(find("browser"), more);

/**
 * Starts Chromium's engine without the browser's own window, where that program is there; else Chromium itself. For each page
 * the window takes three times the processor time that a test's page takes.
 */
export const launchShell = () => start(find("shell") ?? find("browser"), []);

/** @param {string | null} executablePath @param {string[]} more further switches */
async function start(executablePath, more) {
  if (!executablePath) throw new Error("No Chromium on PATH: run `bash scripts/setup.sh test`");
  const { chromium } = await import("playwright-core");
  // Where no language is set, Chromium can't open files whose names are not ASCII.
  const utf8 = { ...env, LC_ALL: "C.UTF-8" };
  return chromium.launch({ executablePath, headless: true, args: [...ARGS, ...more], env: utf8 });
}

/**
 * Starts a headless Firefox, spoken to over WebDriver BiDi: no driver program stands between.
 * @param {Record<string, unknown>} [prefs] as about:config names them
 * @returns {Promise<import("puppeteer-core").Browser>}
 */
export async function launchFirefox(prefs = {}) {
  const executablePath = find("firefox");
  if (!executablePath) throw new Error("No Firefox on PATH: run `bash scripts/setup.sh test`");
  const puppeteer = await import("puppeteer-core");
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    protocolTimeout: 0, // a benchmark waits for minutes
    defaultViewport: { width: 1280, height: 720 },
    extraPrefsFirefox: { "intl.accept_languages": "en-US", ...prefs },
    env: { ...env, LC_ALL: "C.UTF-8" },
  });
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const [, , what = "browser"] = argv;
  const path = Object.hasOwn(NAMES, what) ? find(/** @type {keyof typeof NAMES} */ (what)) : null;
  if (path) console.log(path);
  else exit(1);
}
