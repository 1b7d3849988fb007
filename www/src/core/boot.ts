// Unpacks what the page carries: the core (compiled once, shared by all workers), the worker's script and the sample.

import sample from "virtual:sample";
import wasm from "virtual:wasm";
import script from "virtual:worker";
import { carried, unpack } from "./packed.ts";

let compiled: Promise<WebAssembly.Module> | null = null;
/** The worker's script; there with the core. */
let url = "";

/** The compiled core. The first call unpacks and compiles; call it early, while the person still looks for the file. */
export function core(): Promise<WebAssembly.Module> {
  compiled ??= compile();
  return compiled;
}

async function compile() {
  const [source, code] = await Promise.all([carried(script).blob(), carried(wasm).arrayBuffer()]);
  url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return WebAssembly.compile(code);
}

/** A new worker, once the core is there; it does nothing before it is sent that. */
export const spawn = () => new Worker(url);

/** A worker that has the core. */
export function booted(module: WebAssembly.Module) {
  const worker = spawn();
  worker.postMessage({ type: "boot", module });
  return worker;
}

/** The built-in image archive, as if the person had dropped it. */
export function sampleFile() {
  return new File([unpack(sample)], "layerscope-sample.tar.gz", { type: "application/gzip" });
}
