// Who may import whom in www/src: features each other through index.ts, but no optional one; `app`, `core` and `ui` no feature.
// `--without a b` removes optional features in a copy, checks its types and builds it; `--without all` removes all of them.
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { argv, exit } from "node:process";
import { at } from "./build/steps.mjs";
import { OPTIONAL, without } from "./build/without.mjs";

/** Every folder may import from these; all other folders are features. */
const BASE = new Set(["app", "core", "ui"]);
/** They start everything: the first may import any file, the second has a line for each feature. */
const START = "main.ts";
const LIST = "features.ts";

/** Imports that break a rule for now, as "file imported": each with its reason, and fewer with time. */
const EXCEPTIONS = new Set([
  // Views are handed the whole state, whose type the app composes of its features' parts.
  "ui/view.ts app/store.ts",
]);

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\bfrom\s+)?"(\.[^"]+)"/gm;

/** @param {string} file of www/src */
const folderOf = (file) => (file.includes("/") ? (file.split("/")[0] ?? "") : "");

/** The rule that an import breaks, or "". @param {string} from @param {string} to @param {boolean} type */
function fault(from, to, type) {
  const [own, other] = [folderOf(from), folderOf(to)];
  // Outside of www/src are the glue and the shared messages.
  if (to.startsWith("../") || own === other) return "";
  if (own === "core") return "core imports nothing of the page";
  if (own === "ui") return other === "core" && type ? "" : "ui imports nothing but types of the core";
  if (from === START || BASE.has(other)) return "";
  // The page around the features, with no folder of its own in its imports: what it needs of them they register.
  if (own === "app") return "app imports no feature";
  if (from !== LIST && OPTIONAL.includes(other)) return `${other} is optional: no other feature imports it`;
  return to === `${other}/index.ts` ? "" : `${other} is imported through ${other}/index.ts`;
}

const flag = argv.indexOf("--without");
if (flag >= 0) {
  const names = argv.slice(flag + 1);
  const { types, page } = await without(names.includes("all") ? OPTIONAL : names);
  console.log(types || `features: ${page}`);
  exit(types ? 1 : 0);
}

const files = readdirSync(at("www/src"), { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts"));
const unused = new Set(EXCEPTIONS);
const faults = [];
for (const from of files) {
  const text = readFileSync(at(`www/src/${from}`), "utf8");
  for (const [, type, path = ""] of text.matchAll(IMPORT)) {
    const to = posix.join(posix.dirname(from), path);
    const why = fault(from, to, type !== undefined);
    if (!why) continue;
    if (EXCEPTIONS.has(`${from} ${to}`)) unused.delete(`${from} ${to}`);
    else faults.push(`www/src/${from}: ${to}: ${why}`);
  }
}
for (const exception of unused)
  faults.push(`scripts/features.mjs: nothing needs the exception "${exception}" any more`);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  exit(1);
}
console.log(`features: ${files.length} files import through the doors alone`);
