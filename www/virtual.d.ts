// Modules that the build makes up: the bundled worker, the packed core and the built-in sample, each as one string.

declare module "virtual:worker" {
  /** worker.js with all it imports, as one classic script: gzipped, packed. */
  const packed: string;
  export default packed;
}
declare module "virtual:wasm" {
  /** The core: WebAssembly, gzipped, packed (engine/packed.js). */
  const packed: string;
  export default packed;
}
declare module "virtual:sample" {
  /** A small image archive (.tar.gz), packed. */
  const packed: string;
  export default packed;
}
