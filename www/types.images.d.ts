// The contract for several images at once: what they share, what a pull costs, what squashing would change, how two differ.
import type { Job, Kind, Wrong } from "./types.d.ts";

// Several archives can be open: `Opened.images` lists the images of all of them (ImageChoice.file says of which), first archive first.
// Every index of an image is one of that list and never changes: archives and committed images that join stand behind.

/** One stored layer of the opened images: a node of the trunks that images grow from. */
export interface SharedLayer {
  id: number; //            index in Sharing.layers; parents stand before children
  parent: number | null; // null = a base
  chainId: string | null; // null: a diff_id is lacking, it is nobody's but one image's
  diffId: string | null;
  instruction: string;
  stored: number; //        bytes in the archive; of a layer that none holds, those that its manifest tells
  known: boolean; //        false: nobody tells them, and `stored` is 0
  compressed: boolean; //   `stored` is what a registry would send; else it is the plain tar, where it is known
  size: number | null; //   as docker counts; null until read
  images: number[]; //      that contain it at this place (same chain id)
  same: number[]; //        ids of layers elsewhere with the same diff_id, at most 20: the content is shared, the place is not (a registry stores it once, a host twice)
  layer: { image: number; index: number }; // where to find it: in the first image whose archive holds it, compressed if one does so
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
    known: boolean; //       false: nobody tells the bytes, 0 is none of them
    compressed: boolean;
    has: boolean;
    by: number | null; //    the first of `have` that has it
    again: number | null; // the lower layer of this pull with the same content: it is downloaded once, with that one
  }[];
  download: number;
  kept: number; //         bytes that need not be downloaded
  known: boolean; //       false: it is more than `download`, for of a layer in it nobody tells the bytes
  compressed: boolean; //  all that are known are as a registry would send them
}

/** Merging layers from..=to of the shown image into one. Exact once all layers are read; all bytes are those of files' contents, uncompressed
 *  (docker's sizes count the names in symbolic links, too). from = to merges nothing and changes nothing. */
export interface Squash {
  from: number;
  to: number;
  merged: number; //  layers that become one
  layers: number; //  of the image afterwards
  saved: number; //   dead bytes that go: bytes that these layers store and one of them hides
  size: number; //    of the image afterwards, in file bytes
  layer: number; //   of the new layer
  unshared: number; // bytes of layers that other open images share and that this image would no longer have in common with them
  sharers: number[]; // those images, at most 100
  pull: number; //    what the next pull downloads when only the top layer changes: that layer, the new one when `to` is the top
}
export interface WhatIf {
  now: { size: number; dead: number; layers: number; pull: number };
  all: Squash;
  from: Squash[]; //  from[n] merges n..=top, n from 0
  runs: Squash[]; //  largest saving first, at most 20: each run of layers that hide each other's bytes, and for each number of merged layers
  //                  the run that saves most, where that is more than any shorter one
  stable: { image: number; until: number } | null; // beside another open image of the same repository, or else the one that shares most:
  //                  the lowest `until` layers never changed between them
}

export type Status = "added" | "changed" | "removed" | "moved";
export interface Compared {
  left: number;
  right: number;
  same: boolean; //     the same image id
  common: number; //    layers with equal chain ids, from the base
  layers: {
    // side by side, top last: of equal bytes; else that touch the same files; else made by the same instruction; else alone
    left: number | null;
    right: number | null;
    diffId: string | null;
    equal: boolean; //     the same diff_id
    sameFiles: boolean; // the same but for times, whatever its digest: rebuilt
    instruction: string;
    leftSize: number | null; // as docker counts
    rightSize: number | null;
  }[];
  files: Record<Status, { paths: number; bytes: number }> & { equal: number }; // hard links' bytes once; of changed: of new content, right
  sizes: { left: number; right: number }; // bytes that their layers store, as docker counts: with equal tops one may store more (dead bytes, copies for links)
  rebuild: "identical" | "rebuild" | "different"; // rebuild: other digests, the same files but for times; whatever lies below the top, `sizes` tell
  timesOnly: number; // among files.changed: nothing but the time differs, known by the bytes. A directory's own time is no difference
  config: { key: string; left: string | null; right: string | null }[]; // only what differs: "Env PATH", "Cmd", "Label x", "Architecture", "Created"
  history: { left: string | null; right: string | null; equal: boolean }[];
  certain: boolean; //  both are hashed; else same size and time pass for the same bytes, another time for other ones, and nothing moved
  unread: { left: number[]; right: number[] }; // layers not read whole: their paths may seem added or removed
}
export interface ComparedRow {
  path: string;
  kind: Kind;
  status: Status;
  reasons: string[]; //   as Version.reasons
  left: number | null; //  size; null = a directory, or not there
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
  wrong: Wrong | null;
} // largest change of bytes
// first, mere times last. The query is the search's own, asked of both tops; while one is wrong the last good one is in force.

/** Archives that are read to stand beside the open ones, one after the other: the name of the one that is being read, and bytes of all. */
export interface Adding {
  name: string;
  at: number; // 1-based
  of: number;
  done: number;
  total: number;
}

/** Something to be hashed for a comparison: a layer of the other image (left) or of the shown one. */
export interface CompareJob extends Job {
  left: boolean;
}

export interface EngineImages {
  sharing(): Promise<Sharing>;
  pull(have: number[], want: number): Promise<PullPlan>;
  whatIf(): Promise<WhatIf>; //  of the shown image, after "tree"
  /** Compares the shown image (right) with another one (left), whose layers are read for it; progress as phase "comparing". Ask again after "verified". */
  compare(left: number): Promise<Compared>;
  /** The same once more, by the bytes: hashes what nobody has hashed yet of the other image; progress as phase "comparing". */
  prove(): Promise<Compared>;
  stopComparing(): void; //   the promise of `compare` or `prove` rejects with "cancelled"
  compareRows(status: Status | null, query: string, from: number, count: number): Promise<ComparedPage>; // of the last comparison
  /** Further archives beside the open ones, told as "adding"; the images that joined. Rejects when none of them can be read; the others are in `problems`. */
  addFiles(files: File[]): Promise<number[]>;
  addImages(file: File): Promise<number[]>; // a file that may be anything; none = nothing in it describes images
  stopAdding(): void; //     the promises of both reject with "cancelled" where nothing has joined
}
// Session (wasm): sharing(), pull(have, want), whatIf(), compareJobs(left): Job[], compareLayer(layer, buffer), compareFail(layer),
// compareDone(): Compared, compareHashJobs(): Job[], compareDigests(layer, digests, contents),
// compareRows(status, query, from, count), joinArchive(index, file, number): Uint32Array, refuseArchive(problem), opened(): Opened.
