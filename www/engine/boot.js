// Unpacks what the page carries: the core (compiled once, shared by all workers), the worker's script and the sample.

import sample from "virtual:sample";
import wasm from "virtual:wasm";
import source from "virtual:worker";
import { unpack } from "./packed.js";

/** @type {Promise<WebAssembly.Module> | null} */
let compiled = null;
/** @type {string | null} */
let url = null;

/**
 * The compiled core. The first call unpacks and compiles; call it early, while the person still looks for the file.
 * @returns {Promise<WebAssembly.Module>}
 */
export function core() {
  compiled ??= compile();
  return compiled;
}

async function compile() {
  const plain = new Blob([unpack(wasm)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(plain).arrayBuffer());
}

/** A new worker; it does nothing before it is sent the core. */
export function spawn() {
  url ??= URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return new Worker(url);
}

/** The built-in image archive, as if the person had dropped it. */
export function sampleFile() {
  return new File([unpack(sample)], "layerscope-sample.tar.gz", { type: "application/gzip" });
}
