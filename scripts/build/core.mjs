// Compiles the Rust core to WebAssembly with its JS glue (www/pkg), optimises and packs it (target/page/core.wasm and .gz).
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { env } from "node:process";
import { gzip } from "./pack.mjs";
import { at, ROOT, step } from "./steps.mjs";

/** Features that wasm-opt may use: those that this target of Rust emits, and no more. */
const FEATURES = [
  "simd",
  "bulk-memory",
  "bulk-memory-opt",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
  "extended-const",
];

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { error, status, signal } = spawnSync(program, args, { cwd: ROOT, stdio: "inherit", env });
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ended with ${status ?? signal}`);
}

export function buildCore() {
  const outputs = ["www/pkg/layerscope.js", "www/pkg/layerscope.d.ts", "www/pkg/layerscope_bg.wasm"];
  const inputs = ["Cargo.toml", "Cargo.lock", "src", ".cargo", "scripts/build/core.mjs"];
  return step("core", { inputs, outputs }, () => {
    const args = "build --release --target web --mode no-install --no-pack --out-dir www/pkg --out-name layerscope";
    run("wasm-pack", [...args.split(" "), ".", "--locked"]);
  });
}

export function optimiseCore() {
  const output = "target/page/core.wasm";
  const inputs = ["www/pkg/layerscope_bg.wasm", "scripts/build/core.mjs", "package-lock.json"];
  return step("wasm-opt", { inputs, outputs: [output, `${output}.gz`] }, async () => {
    mkdirSync(at("target/page"), { recursive: true });
    // The size after gzip counts: higher levels make less code, but it packs worse, and a twelfth more is left.
    const flags = ["-O1", "--mvp-features", ...FEATURES.map((feature) => `--enable-${feature}`)];
    run(at("node_modules/.bin/wasm-opt"), [at("www/pkg/layerscope_bg.wasm"), "-o", at(output), ...flags]);
    writeFileSync(at(`${output}.gz`), await gzip(readFileSync(at(output))));
    const sizes = ["www/pkg/layerscope_bg.wasm", output, `${output}.gz`].map((path) => statSync(at(path)).size);
    console.log(`wasm-opt: ${sizes.map((size) => size.toLocaleString("en")).join(" → ")} bytes`);
  });
}
