// The types that the core's build generates (www/pkg/layerscope.d.ts) bind the page to the core.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";

const TYPES = "www/pkg/layerscope.d.ts";
const generated = readFileSync(at(TYPES), "utf8");
/** Without the glue's own start, which wasm-bindgen writes. */
const contract = generated.slice(0, generated.indexOf("export type InitInput"));
const code = contract.replace(/\/\*\*.*?\*\//gs, "");

function tsc(folder: string, ...args: string[]) {
  const { status, stdout } = spawnSync(at("node_modules/.bin/tsc"), args, { cwd: folder, encoding: "utf8" });
  return { status, stdout };
}

/** Checks a copy of the page in which one thing of the contract is another. */
function checked(from: string, to: string) {
  assert.ok(generated.includes(from), from);
  const folder = mkdtempSync(join(tmpdir(), "layerscope-contract-"));
  try {
    for (const part of ["www", "src/messages"]) cpSync(at(part), join(folder, part), { recursive: true });
    symlinkSync(at("node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, TYPES), generated.replaceAll(from, to));
    return tsc(folder, "-p", "www");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the contract has no holes", () => {
  assert.doesNotMatch(code, /[:<|(]\s*any\b|\bany\[\]/, "a value of any type");
  assert.doesNotMatch(code, /\bbigint\b/, "an integer that is no number");
  assert.doesNotMatch(code, /\bMap</, "a map that is no object");
  const shapes = code.slice(0, code.indexOf("export class"));
  assert.doesNotMatch(shapes, /undefined/, "an Option without tsify(missing_as_null)");
});

test("every name in the contract is declared", () => {
  const libs = ["--lib", "es2023,esnext.disposable,dom", "--types", ""];
  const { status, stdout } = tsc(at("."), "--ignoreConfig", "--noEmit", "--strict", ...libs, TYPES);
  assert.equal(status, 0, stdout);
});

test("a field that has another name in the core fails the page", () => {
  const { status, stdout } = checked("diffId:", "diffDigest:");
  assert.notEqual(status, 0);
  assert.match(stdout, /'diffId' does not exist/);
});

test("a call that has another name in the core fails the page", () => {
  const { status, stdout } = checked("wasteRows(", "deadRows(");
  assert.notEqual(status, 0);
  assert.match(stdout, /"wasteRows"/);
});
