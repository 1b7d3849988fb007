// Modules that the build makes up: the bundled worker, the packed core and the built-in sample, each as one string.

declare module "virtual:worker" {
  /** worker.js with all it imports, as one classic script. */
  const source: string;
  export default source;
}
declare module "virtual:wasm" {
  /** The core: WebAssembly, gzipped, base64. */
  const packed: string;
  export default packed;
}
declare module "virtual:sample" {
  /** A small image archive (.tar.gz), base64. */
  const packed: string;
  export default packed;
}
