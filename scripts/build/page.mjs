// Bundles www/ and writes dist/: layerscope.html (one file, opens by double-click) and index.html with assets/ (to host).
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { hosted, inlined } from "./html.mjs";
import { pack } from "./pack.mjs";
import { at, step } from "./steps.mjs";

/** The page rides in mails and issue trackers: it has to stay small. */
const LIMIT = 1_200_000;

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  write: false,
  minify: true,
  charset: "utf8",
  target: ["chrome109", "firefox115", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
  absWorkingDir: at("."),
  // wasm-bindgen's glue mentions import.meta.url for the case that nobody hands it a module. We always do.
  define: { "import.meta.url": '"about:blank"' },
};

/**
 * Modules whose text the build makes.
 * @param {Record<string, string>} values name → default export
 * @param {Record<string, string>} external name → where the hosted page finds it instead
 * @returns {import("esbuild").Plugin}
 */
const virtual = (values, external = {}) => ({
  name: "virtual",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:/ }, ({ path }) => {
      const outside = external[path];
      return outside ? { path: outside, external: true } : { path, namespace: "virtual" };
    });
    onLoad({ filter: /.*/, namespace: "virtual" }, ({ path }) => {
      const value = values[path];
      if (value === undefined) return { errors: [{ text: `There is no module ${path}` }] };
      return { contents: value, loader: "text" };
    });
  },
});

/**
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} options
 */
async function bundle(entry, options) {
  const { outputFiles } = await build({ ...COMMON, entryPoints: [entry], ...options });
  const text = outputFiles?.[0]?.text;
  if (!text || outputFiles?.length !== 1) throw new Error(`${entry} did not become exactly one file`);
  return text.trimEnd();
}

/**
 * xz leaves a fifth less than the best gzip; the options are what suits wasm. The window is no larger than what is packed: the page's
 * @param {Uint8Array | string} input
 */
function xz(input) {
  const options = ["--format=xz", "--check=crc32", "--lzma2=preset=9e,dict=4MiB,lc=4,pb=0", "--stdout", "-"];
  const { error, status, stdout, stderr } = spawnSync("xz", options, { input, maxBuffer: 1 << 26 });
  if (error || status !== 0) throw new Error(`xz could not pack: ${error?.message ?? stderr}`);
  return stdout;
}

/** A string that stands for what is packed until the bundle is written: esbuild would escape half of it. @param {string} name */
const placeholder = (name) => `@packed:${name}@`;

/**
 * Puts packed bytes where the script has their placeholders.
 * @param {string} script
 * @param {Record<string, string>} packed
 */
function filled(script, packed) {
  for (const [name, text] of Object.entries(packed)) {
    const parts = script.split(`"${placeholder(name)}"`);
    if (parts.length !== 2) throw new Error(`The script must hold ${placeholder(name)} exactly once`);
    script = parts.join(`"${text}"`);
  }
  return script;
}

async function work() {
  const wasm = readFileSync(at("target/page/core.wasm"));
  const packed = xz(wasm);
  const script = await bundle("www/engine/worker.js", { format: "iife" });
  const worker = pack(xz(script));
  const core = pack(packed);
  const sample = pack(readFileSync(at("tests/fixtures/sample/sample.tar.gz")));
  const values = {
    "virtual:worker": placeholder("worker"),
    "virtual:wasm": placeholder("wasm"),
    "virtual:sample": placeholder("sample"),
  };
  const style = await bundle("www/style/main.css", { external: ["data:*"] });
  const alone = filled(await bundle("www/main.js", { format: "esm", plugins: [virtual(values)] }), {
    wasm: core,
    worker,
    sample,
  });
  const hosting = [virtual(values, { "virtual:wasm": "./core.js" })];
  const beside = filled(await bundle("www/main.js", { format: "esm", plugins: hosting }), { worker, sample });

  const page = readFileSync(at("www/index.html"), "utf8");
  rmSync(at("dist"), { recursive: true, force: true });
  mkdirSync(at("dist/assets"), { recursive: true });
  const single = inlined(page, { script: alone, style });
  writeFileSync(at("dist/layerscope.html"), single);
  writeFileSync(at("dist/index.html"), hosted(page));
  writeFileSync(at("dist/assets/app.js"), beside);
  writeFileSync(at("dist/assets/core.js"), `export default "${core}";\n`);
  writeFileSync(at("dist/assets/style.css"), style);

  const size = Buffer.byteLength(single);
  /** @type {[string, number][]} */
  const sizes = [
    ["wasm", wasm.length],
    ["wasm, xz", packed.length],
    ["worker", Buffer.byteLength(script)],
    ["style", Buffer.byteLength(style)],
    ["page", size],
  ];
  for (const [what, bytes] of sizes)
    console.log(`page: ${what.padEnd(10)} ${bytes.toLocaleString("en").padStart(9)} bytes`);
  if (size >= LIMIT) throw new Error(`dist/layerscope.html has ${size} bytes; it has to stay below ${LIMIT}`);
}

export function buildPage() {
  const inputs = ["www", "target/page/core.wasm", "tests/fixtures/sample/sample.tar.gz", "package-lock.json"];
  const outputs = ["dist/layerscope.html", "dist/index.html", "dist/assets/app.js"];
  const depends = { inputs: [...inputs, "scripts/build"], except: ["www/pkg/layerscope_bg.wasm"], outputs };
  return step("page", depends, work);
}
