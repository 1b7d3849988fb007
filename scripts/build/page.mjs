// Bundles www/ and writes dist/: layerscope.html (one file, opens by double-click) and index.html with assets/ (to host).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { hosted, idOf, inlined } from "./html.mjs";
import { carry, pack } from "./pack.mjs";
import { at, step } from "./steps.mjs";

/** The page rides in mails and issue trackers: it has to stay small. */
const LIMIT = 1_450_000;

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  write: false,
  minify: true,
  charset: "utf8",
  target: ["chrome109", "firefox115", "safari16.4"],
  legalComments: "none",
  loader: { ".md": "text" },
  logLevel: "warning",
  // wasm-bindgen's glue mentions import.meta.url for callers that hand it no module. We always do.
  define: { "import.meta.url": '"about:blank"' },
};

/**
 * The modules whose text the build makes: `virtual:` and a name.
 * @param {"alone" | "beside"} place in the page, as data of idOf(name); or beside the script, as modules of their own
 * @returns {import("esbuild").Plugin}
 */
const virtual = (place) => ({
  name: "virtual",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:/ }, ({ path }) => {
      const name = path.slice("virtual:".length);
      return place === "beside" ? { path: `./${name}.js`, external: true } : { path: name, namespace: "virtual" };
    });
    onLoad({ filter: /.*/, namespace: "virtual" }, ({ path }) => ({
      contents: `export default document.getElementById("${idOf(path)}")?.textContent ?? "";`,
    }));
  },
});

/** The styles of the first paint come with the starter. @type {import("esbuild").Plugin} */
const WITHOUT_FIRST = {
  name: "without-first",
  setup({ onLoad }) {
    onLoad({ filter: /\/app\/first\.css$/ }, () => ({ contents: "", loader: "css" }));
  },
};

/**
 * A script, and the stylesheets that it imports as one, in their order.
 * @param {string} root the folder that holds www
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} options
 */
async function bundle(root, entry, options) {
  const output = { absWorkingDir: root, outdir: "dist/assets", external: ["data:*"] };
  const { outputFiles = [] } = await build({ ...COMMON, ...output, entryPoints: [entry], ...options });
  const [script, style] = [".js", ".css"].map((end) => outputFiles.filter(({ path }) => path.endsWith(end)));
  const [{ text = "" } = {}, ...more] = script ?? [];
  if (!text || more.length > 0 || (style?.length ?? 0) > 1) throw new Error(`${entry} did not become one script`);
  return { script: text.trimEnd(), style: style?.[0]?.text.trimEnd() ?? "" };
}

/**
 * @param {string} root the folder whose www becomes the page in its dist
 * @returns {Promise<[string, number][]>} sizes in bytes
 */
export async function writePage(root) {
  const under = (/** @type {string} */ path) => join(root, path);
  const core = readFileSync(at("target/page/core.wasm"));
  const { script: worker } = await bundle(root, "www/src/core/worker.ts", { format: "iife" });
  /** By the names under which www/src/core/boot.ts imports them. */
  const packed = {
    wasm: pack(readFileSync(at("target/page/core.wasm.gz"))),
    worker: await carry(worker),
    sample: pack(readFileSync(at("tests/fixtures/sample/sample.tar.gz"))),
  };
  const alone = { format: /** @type {const} */ ("iife"), plugins: [virtual("alone"), WITHOUT_FIRST] };
  const { script: app, style } = await bundle(root, "www/src/main.ts", alone);
  const { script: starter, style: first } = await bundle(root, "www/src/app/loader.ts", { format: "esm" });
  const { script: beside, style: whole } = await bundle(root, "www/src/main.ts", {
    format: "esm",
    plugins: [virtual("beside")],
  });

  const page = readFileSync(under("www/index.html"), "utf8");
  rmSync(under("dist"), { recursive: true, force: true });
  mkdirSync(under("dist/assets"), { recursive: true });
  const added = { app: await carry(app), style: await carry(style) };
  const single = inlined(page, { starter, app, first, style, packed: { ...packed, ...added } });
  writeFileSync(under("dist/layerscope.html"), single);
  writeFileSync(under("dist/index.html"), hosted(page));
  writeFileSync(under("dist/assets/app.js"), beside);
  for (const [name, text] of Object.entries(packed))
    writeFileSync(under(`dist/assets/${name}.js`), `export default "${text}";\n`);
  writeFileSync(under("dist/assets/style.css"), whole);

  const size = Buffer.byteLength(single);
  return [
    ["core", core.length],
    ["carried", Buffer.byteLength(packed.wasm)],
    ["worker", Buffer.byteLength(worker)],
    ["app", Buffer.byteLength(app)],
    ["style", Buffer.byteLength(whole)],
    ["page", size],
  ];
}

async function work() {
  const sizes = await writePage(at("."));
  for (const [what, bytes] of sizes)
    console.log(`page: ${what.padEnd(10)} ${bytes.toLocaleString("en").padStart(9)} bytes`);
  const [, size = 0] = sizes.at(-1) ?? [];
  if (size >= LIMIT) throw new Error(`dist/layerscope.html has ${size} bytes; it has to stay below ${LIMIT}`);
}

export function buildPage() {
  const inputs = [
    "www",
    "src/messages",
    "docs/glossary.md",
    "target/page/core.wasm",
    "target/page/core.wasm.gz",
    "tests/fixtures/sample/sample.tar.gz",
    "package-lock.json",
  ];
  const outputs = ["dist/layerscope.html", "dist/index.html", "dist/assets/app.js"];
  const depends = { inputs: [...inputs, "scripts/build"], except: ["www/pkg/layerscope_bg.wasm"], outputs };
  return step("page", depends, work);
}
