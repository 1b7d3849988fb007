// Bundles www/ and writes dist/: layerscope.html (one file, opens by double-click) and index.html with assets/ (to host).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { hosted, inlined } from "./html.mjs";
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

async function work() {
  const wasm = readFileSync(at("target/page/core.wasm"));
  const packed = gzipSync(wasm, { level: 9 });
  const core = packed.toString("base64");
  const values = {
    "virtual:worker": await bundle("www/engine/worker.js", { format: "iife" }),
    "virtual:wasm": core,
    "virtual:sample": readFileSync(at("tests/fixtures/sample/sample.tar.gz")).toString("base64"),
  };
  const style = await bundle("www/style/main.css", { external: ["data:*"] });
  const alone = await bundle("www/main.js", { format: "esm", plugins: [virtual(values)] });
  const beside = await bundle("www/main.js", {
    format: "esm",
    plugins: [virtual(values, { "virtual:wasm": "./core.js" })],
  });

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
    ["wasm, gzip", packed.length],
    ["worker", Buffer.byteLength(values["virtual:worker"])],
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
