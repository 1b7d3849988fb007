// Our command line, built once.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { at } from "../../scripts/build/steps.mjs";

export function buildLayerscope() {
  execFileSync("cargo", ["build", "--locked", "--quiet", "--bin", "layerscope"], { cwd: at("."), stdio: "inherit" });
}

/** The output of its command. @param {string[]} args */
export function layerscope(...args) {
  const { status, stdout, stderr } = spawnSync(at("target/debug/layerscope"), args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  // 1 = a command failed, as some are meant to.
  assert.ok(status === 0 || status === 1, `layerscope ${args.join(" ")}: ${status} ${stderr}`);
  return stdout;
}

/** An archive of the fixtures that has a shell in it. @param {string} name */
export const archive = (name) => at(`tests/fixtures/docker/20.10/${name}.tar.gz`);
