// Runs a step of the build only when something it depends on has changed, and tells which.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** @param {string} path relative to the top folder */
export const at = (path) => join(ROOT, path);

/**
 * All files below a file or folder, sorted; a missing one is no file.
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/**
 * Runs `work` unless inputs and outputs are as after its last success. Times of files play no part, only their bytes.
 * @param {string} name also the name of the stamp
 * @param {{ inputs: string[], except?: string[], outputs: string[] }} depends paths relative to the top folder
 * @param {() => void | Promise<void>} work
 */
export async function step(name, { inputs, except = [], outputs }, work) {
  const skipped = except.map(at);
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => filesBelow(at(input)))) {
    if (skipped.some((path) => file === path || file.startsWith(`${path}/`))) continue;
    hash.update(`${relative(ROOT, file)}\0`).update(createHash("sha256").update(readFileSync(file)).digest());
  }
  const stamp = at(`target/stamps/${name}`);
  const now = hash.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === now && outputs.every((path) => existsSync(at(path)))) {
    console.log(`${name}: unchanged`);
    return;
  }
  rmSync(stamp, { force: true });
  const start = performance.now();
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  console.log(`${name}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
