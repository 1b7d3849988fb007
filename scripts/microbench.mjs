// Runs the core's microbenchmarks and prints each figure beside the recorded one: `node scripts/microbench.mjs`; RECORD=1 records.
//
// Machines differ, so a figure is compared as a multiple of `reference`, a sort of numbers that runs in the same minute. The fastest of
// a benchmark's samples counts: other work on the machine makes a sample slower, never faster.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { argv, env, exit } from "node:process";

const RECORDED = new URL("../benches/recorded.json", import.meta.url);
const NOTE =
  "ratio: a figure as a multiple of `reference`, which compares across machines; ms: what the machine took. The fastest sample of each.";
/** Milliseconds of divan's units. @type {Record<string, number>} */
const UNITS = { ns: 1e-6, µs: 1e-3, ms: 1, s: 1e3 };

/** @typedef {{ ms: number, ratio: number }} Figure */

/** The name and the fastest sample, in ms, of each line of divan's table. @param {string} output @returns {[string, number][]} */
function read(output) {
  const lines = output.matchAll(/^[├╰]─ (\S+)\s+([\d.]+) (ns|µs|ms|s)\s/gm);
  return Array.from(lines, ([, name, number, unit]) => [String(name), Number(number) * Number(UNITS[String(unit)])]);
}

/** @param {[string, number][]} measured @returns {Record<string, Figure>} */
function figures(measured) {
  const reference = measured.find(([name]) => name === "reference")?.[1];
  if (!reference) {
    console.error("microbench: cargo bench printed no reference");
    exit(1);
  }
  const three = (/** @type {number} */ number) => Number(number.toPrecision(3));
  return Object.fromEntries(measured.map(([name, ms]) => [name, { ms: three(ms), ratio: three(ms / reference) }]));
}

/** @param {Record<string, Figure>} now @param {Record<string, Figure>} before */
function print(now, before) {
  console.log(
    `${"".padEnd(12)}${"ms".padStart(10)}${"ratio".padStart(10)}${"recorded".padStart(10)}${"change".padStart(10)}`,
  );
  for (const [name, { ms, ratio }] of Object.entries(now)) {
    const known = before[name]?.ratio;
    const change = known ? `${ratio >= known ? "+" : ""}${((ratio / known - 1) * 100).toFixed(0)} %` : "new";
    console.log(
      `${name.padEnd(12)}${String(ms).padStart(10)}${String(ratio).padStart(10)}${String(known ?? "").padStart(10)}${change.padStart(10)}`,
    );
  }
  for (const name of Object.keys(before).filter((name) => !now[name]))
    console.log(`${name.padEnd(12)} recorded, not measured`);
}

const run = spawnSync("cargo", ["bench", "--locked", "--bench", "micro", "--", ...argv.slice(2)], {
  stdio: ["inherit", "pipe", "inherit"],
  encoding: "utf8",
});
if (run.status !== 0) exit(run.status ?? 1);
const now = figures(read(run.stdout));
const recorded = existsSync(RECORDED) ? JSON.parse(readFileSync(RECORDED, "utf8")) : { figures: {} };
print(now, recorded.figures);
if (env.RECORD) {
  const record = { note: NOTE, machine: cpus()[0]?.model ?? "unknown", figures: now };
  writeFileSync(RECORDED, `${JSON.stringify(record, null, 2)}\n`);
  console.log("recorded in benches/recorded.json");
}
