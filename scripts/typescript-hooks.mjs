// Answers Node when it loads a module whose file is TypeScript.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

/** The modules that the build makes are empty here. @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, next) {
  if (!specifier.startsWith("virtual:")) return next(specifier, context);
  return { url: `data:text/javascript,export default "" // ${specifier}`, shortCircuit: true };
}

/**
 * The module as JavaScript. A query after "?" makes it another module, as anywhere in Node.
 * @type {import("node:module").LoadHook}
 */
export async function load(url, context, next) {
  const { protocol, pathname } = new URL(url);
  // Stylesheets are the bundle's: a test without a browser has none.
  if (pathname.endsWith(".css")) return { format: "module", source: "", shortCircuit: true };
  if (protocol !== "file:" || !pathname.endsWith(".ts")) return next(url, context);
  const path = fileURLToPath(new URL(pathname, url));
  const { code } = await transform(await readFile(path, "utf8"), {
    loader: "ts",
    format: "esm",
    target: "node20.10",
    sourcefile: path,
    sourcemap: "inline",
  });
  return { format: "module", source: code, shortCircuit: true };
}
