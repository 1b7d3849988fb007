// A copy of the page without some of its features: their folders, and their one line each, are gone.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePage } from "./page.mjs";
import { at } from "./steps.mjs";

/** Features that stand alone: no other one imports them. `scripts/features.mjs` holds that. */
export const OPTIONAL = ["overlay", "treemap", "links", "waste", "build", "container", "images", "export", "glossary"];

/** The folder of the copy. @param {string[]} names */
export const folderWithout = (names) => at(join("target/without", names.join("-")));

/**
 * Copies the page, takes the features away, checks the types and builds what is left.
 * @param {string[]} names
 * @returns {Promise<{ types: string, page: string }>} the compiler's complaints, and the page's path
 */
export async function without(names) {
  const copy = folderWithout(names);
  rmSync(copy, { recursive: true, force: true });
  for (const part of ["www", "src/messages", "docs/glossary.md"])
    cpSync(at(part), join(copy, part), { recursive: true, filter: (path) => !path.endsWith(".wasm") });
  const list = join(copy, "www/src/features.ts");
  for (const name of names) {
    rmSync(join(copy, "www/src", name), { recursive: true });
    const lines = readFileSync(list, "utf8").split("\n");
    const kept = lines.filter((line) => line !== `import "./${name}/index.ts";`);
    if (kept.length !== lines.length - 1) throw new Error(`${name} has not one line in features.ts`);
    writeFileSync(list, kept.join("\n"));
  }
  const { stdout, status } = spawnSync(at("node_modules/.bin/tsc"), ["-p", join(copy, "www")], { encoding: "utf8" });
  if (status !== 0) return { types: stdout || `tsc ended with ${status}`, page: "" };
  await writePage(copy);
  return { types: "", page: join(copy, "dist/layerscope.html") };
}
