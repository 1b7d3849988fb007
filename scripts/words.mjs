// Fails where comments, docs or messages use idioms that need a second reading. CONTRIBUTING.md, "Words", says what to write instead.
//   node scripts/words.mjs            lists findings as file:line and exits with 1 when there are any
//   node scripts/words.mjs --count    counts findings per folder and rule, folders of PENDING included
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { proseOf } from "./words/prose.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Folders whose texts are not rewritten yet. An entry leaves this list with the commit that rewrites its folder. @type {string[]} */
const PENDING = [];

/** Evidence, generated files, and the two files that hold the patterns themselves. */
const NEVER = [/^tests\/fixtures\/(?!README)/, /(^|\/)package-lock\.json$/, /^scripts\/words(\.mjs|\/)/];

const KINDS = /\.(rs|js|ts|mjs|md|json)$/;

/**
 * `only` limits a rule to comments, or to the start of a comment.
 * @type {{ name: string, pattern: RegExp, instead: string, only?: "opening" }[]}
 */
const RULES = [
  { name: "told", pattern: /\btold\b/i, instead: "name who does it: shows, says, lists, knows" },
  { name: "tell of", pattern: /\b(?:tells?|telling|speaks?|speaking) of\b/i, instead: "names, describes, lists" },
  { name: "anew", pattern: /\banew\b/i, instead: "again" },
  { name: "is none", pattern: /(?<!\bthere )\b(?:is|are|was|were|be) none\b/i, instead: "there is no …, … is not one" },
  { name: "nobody", pattern: /\bnobody\b(?![:/])/i, instead: "no reader, no layer, no one who …: name the subject" },
  { name: "whoever", pattern: /\bwho(?:so)?ever\b/i, instead: "the reader, the caller, the worker that …" },
  { name: "what of", pattern: /\bwhat of\b/i, instead: "which part of, which bytes of" },
  { name: "as was", pattern: /\bas (?:was|were)\b/i, instead: "a sentence with its own subject" },
  {
    name: "behind",
    pattern:
      /\b(?:stands?|stood|comes?|came|goes|lies?|follows?|joins?|far|nothing|bytes|entries|members?) behind\b|\bbehind (?:it|them|that|one another|all|a (?:leap|name|gap)|the (?:last|end|first|next|header|tar|entry|name|span|others?|marker))\b/i,
    instead: "after",
  },
  {
    name: "headless",
    pattern: /^(?:What|Who|Whose)\b[^?]*$/,
    instead: "start with the thing itself: a noun or a verb",
    only: "opening",
  },
];

/** @param {string} path @returns {{ path: string, line: number, rule: string, instead: string, text: string }[]} */
function findingsOf(path) {
  const pieces = proseOf(path, readFileSync(new URL(`../${path}`, import.meta.url), "utf8"));
  return pieces.flatMap(({ line, text, opening }) =>
    RULES.filter(({ pattern, only }) => (!only || opening) && pattern.test(text)).map(({ name, instead }) => {
      return { path, line, rule: name, instead, text };
    }),
  );
}

/** The first two folders of a path. @param {string} path */
const folderOf = (path) => `${path.split("/").slice(0, -1).slice(0, 2).join("/")}/`;

/** @param {string[]} keys */
function counted(keys) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
});
if (listed.status !== 0) throw new Error(`words: git ls-files failed: ${listed.stderr}`);
const paths = listed.stdout.split("\0").filter((path) => KINDS.test(path) && !NEVER.some((never) => never.test(path)));
const findings = paths.flatMap(findingsOf);

if (argv.includes("--count")) {
  for (const [folder, count] of counted(findings.map(({ path }) => folderOf(path)))) console.log(`${count}\t${folder}`);
  console.log("by rule:");
  for (const [rule, count] of counted(findings.map((finding) => finding.rule))) console.log(`${count}\t${rule}`);
  exit(0);
}

const wanted = argv.slice(2);
const inScope = (/** @type {string} */ path) =>
  wanted.length > 0 ? wanted.some((start) => path.startsWith(start)) : !PENDING.some((start) => path.startsWith(start));
const shown = findings.filter(({ path }) => inScope(path));
for (const { path, line, rule, instead, text } of shown)
  console.log(
    `${path}:${line}: "${rule}" in: ${text.length > 100 ? `${text.slice(0, 99)}…` : text}\n    instead: ${instead}`,
  );
for (const start of PENDING)
  if (!findings.some(({ path }) => path.startsWith(start)))
    console.log(`words: ${start} is clean: take it out of PENDING`);
if (shown.length > 0) {
  console.error(`words: ${shown.length} findings; CONTRIBUTING.md, "Words", says what to write instead`);
  exit(1);
}
console.log(
  `words: no banned idiom in comments, docs and messages${PENDING.length > 0 ? `, but for ${PENDING.join(" ")}` : ""}`,
);
