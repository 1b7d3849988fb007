// Modules that the build makes up: the bundled worker, the packed core and the built-in sample, each as one string.

declare module "virtual:worker" {
  /** core/worker.ts with all it imports, as one classic script: carried (core/packed.ts). */
  const packed: string;
  export default packed;
}
declare module "virtual:wasm" {
  /** The core, WebAssembly: carried. */
  const packed: string;
  export default packed;
}
declare module "virtual:sample" {
  /** A small image archive (.tar.gz), packed (core/packed.ts). */
  const packed: string;
  export default packed;
}

// A document whose text the build puts into the page.
declare module "*.md" {
  const text: string;
  export default text;
}

// The part of d3-hierarchy that the treemap needs; its own types are a package three times as large.
declare module "d3-hierarchy" {
  export interface Node<T> {
    data: T;
    depth: number;
    parent: Node<T> | null;
    children?: Node<T>[];
    value?: number;
    x0: number;
    y0: number;
    x1: number;
    y1: number;
    sum(value: (data: T) => number): this;
    sort(compare: (a: Node<T>, b: Node<T>) => number): this;
    eachBefore(visit: (node: Node<T>) => void): this;
  }
  export function hierarchy<T>(data: T, children: (data: T) => T[] | undefined): Node<T>;
  interface Layout {
    <T>(root: Node<T>): Node<T>;
    size(size: [number, number]): this;
    round(round: boolean): this;
    paddingInner(padding: number): this;
    paddingOuter(padding: (node: Node<unknown>) => number): this;
    paddingTop(padding: (node: Node<unknown>) => number): this;
  }
  export function treemap(): Layout;
}

// A stylesheet: the build gathers them in the order of the imports.
declare module "*.css" {}
