// Builds the page: Rust → wasm → optimised wasm → dist/. `--core` stops after the first step, which the type check needs.
// Each step is skipped while its inputs are the same as last time.
import { argv, exit } from "node:process";
import { buildCore, optimiseCore } from "./build/core.mjs";
import { buildPage } from "./build/page.mjs";

try {
  await buildCore();
  if (!argv.includes("--core")) {
    await optimiseCore();
    await buildPage();
  }
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  exit(1);
}
