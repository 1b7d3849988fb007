// Fails where a page of docs points to nothing: relative links, paths in backticks, and the glossary's names in code.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { exit } from "node:process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** @param {string} path */
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
/** @param {string} path */
const exists = (path) => existsSync(new URL(`../${path}`, import.meta.url));

const files = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
});
if (files.status !== 0) throw new Error(`links: git ls-files failed: ${files.stderr}`);
const all = files.stdout.split("\0").filter((path) => exists(path));
const source = all
  .filter((path) => path.startsWith("src/"))
  .map((path) => `${path}\n${read(path)}`)
  .join("\n");

/** @type {string[]} */
const faults = [];
/** @param {string} at @param {string} what */
const fault = (at, what) => faults.push(`${at}: ${what}`);

/** @param {string} page @param {string} text @param {number} line */
function links(page, text, line) {
  for (const [, link] of text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)) {
    if (!link || /^[a-z]+:/.test(link)) continue;
    const target = posix.join(posix.dirname(page), link);
    if (!exists(target)) fault(`${page}:${line}`, target);
  }
  // The build makes www/pkg: a clean clone has none.
  for (const [, path] of text.matchAll(/`((?:src|tests|www|docs|scripts|examples|fuzz)\/[\w./-]+)`/g))
    if (path && !path.startsWith("www/pkg/") && !exists(path)) fault(`${page}:${line}`, path);
}

/** The last column of a row of the glossary. @param {string} row @param {number} line */
function names(row, line) {
  const column = row.split("|").at(-2) ?? "";
  for (const [, code] of column.matchAll(/`([^`]+)`/g))
    for (const name of (code ?? "").split("::"))
      if (!new RegExp(`\\b${name.replace("/", "\\/")}\\b`).test(source)) fault(`docs/glossary.md:${line}`, name);
}

for (const page of all.filter((path) => /\.md$/.test(path) && !path.startsWith("tests/fixtures/"))) {
  read(page)
    .split("\n")
    .forEach((text, index) => {
      links(page, text, index + 1);
      if (page === "docs/glossary.md" && /^\| (?!term|-)/.test(text)) names(text, index + 1);
    });
}
for (const line of faults) console.log(line);
if (faults.length > 0) {
  console.error("links: the docs name what is not there");
  exit(1);
}
console.log("links: every path and name in the docs is there");
