// Runs dive, the known tool for the same question, once over an archive: how long it takes and how much memory.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { env } from "node:process";
import { peakOf, treeOf } from "./memory.mjs";

/** The program itself, not a wrapper that a version manager puts in front of it: that one's start would count, too. */
export function findDive() {
  if (env.DIVE) return env.DIVE;
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    const path = join(folder, "dive");
    try {
      accessSync(path, constants.X_OK);
    } catch {
      continue;
    }
    if (!readFileSync(path).subarray(0, 2).equals(Buffer.from("#!"))) return path;
    const real = spawnSync("pyenv", ["which", "dive"], { encoding: "utf8" });
    return real.status === 0 ? real.stdout.trim() : path;
  }
  return null;
}

/**
 * @param {string} dive
 * @param {string} archive
 * @returns {Promise<{ wall: number, memory: number }>} milliseconds, bytes
 */
export async function runDive(dive, archive) {
  const folder = mkdtempSync(join(tmpdir(), "layerscope-bench-"));
  const start = performance.now();
  const args = ["--source", "docker-archive", archive, "--json", join(folder, "out.json")];
  const child = spawn(dive, args, { stdio: ["ignore", "ignore", "inherit"] });
  let memory = 0;
  const watch = setInterval(() => {
    if (child.pid) memory = Math.max(memory, peakOf(treeOf(child.pid)));
  }, 10);
  try {
    const status = await new Promise((done, failed) => child.once("error", failed).once("exit", done));
    const wall = performance.now() - start;
    if (status !== 0) throw new Error(`dive ended with ${status}`);
    return { wall, memory };
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true, force: true });
  }
}
