// The contract for what is dead, twice there, and drawn by size. Conventions as in types.d.ts: layers from 0 = base, sizes in bytes, texts safe.
import type { Change, Kind } from "./types.d.ts";

/** The cause that hides stored bytes. */
export type Cause =
  | "overwritten" // the path was written again with other bytes
  | "rewritten" //   written again with the very same bytes: `why` says what it was done for
  | "deleted" //     a whiteout of the path, or of a directory above it
  | "opaque" //      a directory above was made opaque
  | "replaced"; //   it, or a directory above it, became another type
/** What a "rewritten" was for: the attributes that differ. "same" = nothing differs; "time" = only the time (touch, reinstall). */
export type Why = "mode" | "owner" | "xattrs" | "time" | "same" | null;

/** Bytes that the top merged view does not show: of the image as read, without containers. */
export interface Waste {
  size: number; //     sum of the layers' sizes, as docker counts them
  dead: number;
  paths: number; //    dead versions
  certain: boolean; // all layers are hashed: "rewritten" is known, else same size and time pass for it
  layers: { layer: number; size: number; dead: number; hides: number }[]; // dead: stored here; hides: bytes of any layer that this one hides
  causes: { cause: Cause; why: Why; paths: number; bytes: number }[]; // largest first
  dive: Dive;
}
/** dive's own figures, to the last digit. */
export interface Dive {
  efficiency: number;
  sizeBytes: number;
  wastedBytes: number;
  wastedShare: number; //  user wasted share: of the layers without the first
  passes: boolean; //      dive's CI defaults: efficiency ≥ 0.9, share ≤ 0.1
}

export interface WasteQuery {
  by: "path" | "directory"; // a row a dead version, or a directory with all that is dead below it
  layer: number | null; //     stored in this layer
  hiddenBy: number | null; //  hidden by this layer
  cause: Cause | null;
}
export interface WasteRow {
  node: number;
  path: string;
  layer: number; //   stored here; by "directory": of most of the bytes
  hiddenBy: number; // the layer that hides it; likewise
  cause: Cause;
  why: Why;
  bytes: number;
  paths: number; //   by "path": 1
}
export interface WastePage {
  total: number;
  bytes: number;
  from: number;
  rows: WasteRow[];
} // largest first

/** The same content stored several times; known from hashes, so it grows while layers are hashed. */
export interface Duplicates {
  certain: boolean; // all layers are hashed
  total: number; //    groups
  bytes: number; //    that all copies but one take
  from: number;
  groups: {
    size: number;
    copies: number; //     stored contents: hard links are one
    bytes: number; //      size × (copies − 1)
    dead: number; //       of these, dead already
    blake3: string; //     of the content, in hex
    places: { node: number; path: string; layer: number; live: boolean }[]; // at most 20
    moved: boolean; //     across layers, and only the last one is live: moved or renamed
  }[];
}

/** One thing to do. The page words it by `kind`; `from` and `into` are Dockerfile text to show as it is. */
export interface Advice {
  kind: string; //        kebab-case: "clean-same-layer" "copy-chown" "copy-chmod" "join-runs" "multi-stage" "cache-apt" "lists-apt" "cache-apk" "cache-dnf"
  //                      "cache-pip" "cache-npm" "cache-go" "cache-cargo" "git" "docs" "locales" "debug-symbols" "pycache" "temp-archive" "duplicates" "dockerignore"
  bytes: number; //       what it saves, exactly: the sum of the paths below
  dead: boolean; //       those bytes are dead already (rebuilding saves them), else they are live (and can be left out)
  paths: number;
  layers: number[]; //    that store them
  hiddenBy: number | null;
  instruction: string; // in full, of the instruction that caused it ("" without history)
  from: string; //        what stands in the Dockerfile now, as far as history tells it
  into: string; //        what to write instead
  rebased: boolean; //    `into` gives up a base image's config, and its layers, which others may share
  sample: { node: number; path: string; bytes: number }[]; // the largest, at most 5
}

/** What a treemap draws. */
export interface TreemapQuery {
  root: number; //               node; 0 = all
  what: "merged" | "stored"; //  what the height shows, or every stored byte of all layers, dead ones too
  height: number; //             merged only
  limit: number; //              nodes at most
}
/** Parents stand before children; what is too small is summed up in one cell of each directory that has it. Where `root` can't be entered at the height, the nearest directory above is told. */
export interface Treemap {
  bytes: number;
  dead: number;
  entries: number; //  files that the query covers
  parent: number | null; // node above `root`, for zooming out
  path: string;
  cells: TreemapCell[]; // cells[0] = root
}
export interface TreemapCell {
  node: number | null; //  null = the rest of its directory
  up: number; //           index of the parent cell; of the root −1
  name: string; //         last component; "/" for the image's root, "" for a rest
  kind: Kind; //           of a rest "file"
  bytes: number; //        of everything below; a cell that has cells in it is covered by them to the last byte
  dead: number; //         of those
  layer: number; //        that most of its bytes come from
  files: number; //        that are no directories, below; a file 1; of a rest: how many were summed up
  expandable: boolean; //  a directory with files below
  change: Change | null; // merged only: by the layer at the height
}

export interface EngineWaste {
  waste(): Promise<Waste>; //  after "tree"; ask again after "verified"
  rows(query: WasteQuery, from: number, count: number): Promise<WastePage>;
  duplicates(from: number, count: number): Promise<Duplicates>;
  advice(): Promise<Advice[]>; // largest saving first
  treemap(query: TreemapQuery): Promise<Treemap>;
}
// Session (wasm): waste(), wasteRows(query, from, count), duplicates(from, count), advice(), treemap(query).

/** What is written out of the shown image. */
export type ReportKind =
  | "json" //        layerscope's own schema: docs/schema.json
  | "dive-json" //   what `dive --json` writes
  | "csv-layers"
  | "csv-files"
  | "csv-dead"
  | "dockerfile" //  as far as history tells it
  | "html"; //       one page to print, with nothing in it that a browser would fetch
export interface EngineReports {
  text(kind: "dockerfile"): Promise<string>;
  save(kind: ReportKind, korean: boolean): Promise<Blob>; // streamed in chunks; progress events phase "saving", in steps; one at a time
  stop(): void; // the promise of `save` rejects with "cancelled"; the engine's `stopSaving` does this, too
}
// Session (wasm): dockerfile(): string; reportStart(kind, korean, now: ms): { steps: number }; reportBatch(from): { bytes: Uint8Array; next: number }, until `next` is `steps`
