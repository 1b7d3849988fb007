// The contract for several images at once: what they share, what a pull costs, what squashing would change, how two differ.
import type { Change, Kind } from "./types.d.ts";

// Several archives can be open: `Opened.images` lists the images of all of them (ImageChoice.file says of which), first archive first.
// Every index of an image is one of that list, committed images stand last.

/** One stored layer of the opened images: a node of the trunks that images grow from. */
export interface SharedLayer {
  id: number; //            index in Sharing.layers; parents stand before children
  parent: number | null; // null = a base
  chainId: string | null; // null: a diff_id is lacking, it is nobody's but one image's
  diffId: string | null;
  instruction: string;
  stored: number; //        bytes in the archive
  compressed: boolean; //   `stored` is what a registry would send; else it is the plain tar
  size: number | null; //   as docker counts; null until read
  images: number[]; //      that contain it at this place (same chain id)
  same: number[]; //        ids of layers elsewhere with the same diff_id: the content is shared, the place is not (a registry stores it once, a host twice)
  layer: { image: number; index: number }; // where to find it: the first image that has it
}
export interface Sharing {
  layers: SharedLayer[];
  images: { image: number; names: string[]; top: number | null; layers: number; stored: number; own: number }[]; // top: id; own: bytes that only it has
  sum: number; //    of all images' layers
  once: number; //   each chain once, as a host stores it
  content: number; // each diff_id once, as a registry stores it
}

/** What a machine that has some images must download for another one. A layer is there when its chain id is. */
export interface PullPlan {
  want: number;
  have: number[];
  rows: {
    id: number;
    layer: number;
    instruction: string;
    diffId: string | null;
    bytes: number;
    compressed: boolean;
    has: boolean;
    by: number | null;
  }[];
  download: number;
  kept: number; //         bytes that need not be downloaded
  compressed: boolean; //  all of them are as a registry would send them
}

/** Merging layers from..=to of the shown image into one. Exact once all layers are read. */
export interface Squash {
  from: number;
  to: number;
  merged: number; //  layers that become one
  layers: number; //  of the image afterwards
  saved: number; //   dead bytes that go: what is stored in these layers and killed within them
  size: number; //    of the image afterwards, in file bytes
  layer: number; //   of the new layer
  unshared: number; // bytes of layers that other open images share and that this image would no longer have in common with them
  sharers: number[]; // those images
  pull: number; //    what the next pull downloads when only the top layer changes: everything from the first changed layer up
}
export interface WhatIf {
  now: { size: number; dead: number; layers: number; pull: number };
  all: Squash;
  from: Squash[]; //  from[n] merges n..=top, n from 0
  runs: Squash[]; //  sensible runs of adjacent layers: each maximal run with something to save, largest first, at most 20
  stable: { image: number; until: number } | null; // beside another open image of the same repository: layers 0..until never changed between them
}

export type Status = "added" | "changed" | "removed" | "moved";
export interface Compared {
  left: number;
  right: number;
  same: boolean; //     the same image id
  common: number; //    layers with equal chain ids, from the base
  layers: {
    left: number | null;
    right: number | null;
    diffId: string | null;
    equal: boolean;
    sameFiles: boolean;
    instruction: string;
    size: number | null;
  }[]; // top last
  files: Record<Status, { paths: number; bytes: number }> & { equal: number };
  sizes: { left: number; right: number };
  rebuild: "identical" | "rebuild" | "different"; // rebuild: other digests, the same files but for times
  timesOnly: number; // paths of which nothing but the time differs
  config: { key: string; left: string | null; right: string | null }[]; // only what differs: "Env PATH", "Cmd", "Label x", "Architecture"
  history: { left: string | null; right: string | null; equal: boolean }[];
  certain: boolean; //  both are hashed; else same size and time pass for the same bytes
}
export interface ComparedRow {
  path: string;
  kind: Kind;
  status: Status;
  reasons: string[]; //   as Version.reasons
  left: number | null; //  size
  right: number | null;
  leftNode: number | null;
  rightNode: number | null;
  leftLayer: number | null;
  rightLayer: number | null;
  from: string | null; //  of moved: the path on the left
}
export interface ComparedPage {
  total: number;
  from: number;
  rows: ComparedRow[];
} // largest change of bytes first

export interface EngineImages {
  sharing(): Promise<Sharing>;
  pull(have: number[], want: number): Promise<PullPlan>;
  whatIf(): Promise<WhatIf>; //  of the shown image, after "tree"
  /** Compares the shown image (right) with another one (left), whose layers are read for it; progress as phase "comparing". Ask again after "verified". */
  compare(left: number): Promise<Compared>;
  compareRows(status: Status | null, query: string, from: number, count: number): Promise<ComparedPage>; // of the last comparison
  addFiles(files: File[]): Promise<import("./types.d.ts").Opened>; // further archives beside the open ones
}
// Session (wasm): sharing(), pull(have, want), whatIf(), compareJobs(left): Job[], compareLayer(layer, buffer), compareDone(): Compared,
// compareRows(status, query, from, count), addArchive(file, index, onProgress): Opened; index = number of its opened file.
