// The contract between the Rust core, the engine and the views: every object that crosses a thread, with shapes and units.
//
// Conventions. Layers are counted from 0 = base. `height` h = the merged view of layers 0..=h. Sizes are bytes. Times are
// seconds since 1970 (UTC). Strings that come from an image are already display-safe text: bytes that are no UTF-8, control
// and bidi characters arrive escaped as GNU tar escapes them (`caf\351`, `two\nlines`); they are still data, never HTML.

import type { EngineReports, EngineWaste } from "./types.waste.d.ts";

/** What a layer did to a path, as the strip shows it. The character is the one used in `Row.strip`. */
export type Change =
  | "added" //      a  the path appears
  | "content" //    c  written again: the bytes, link target or device number differ, or may (another time says so until layers are hashed)
  | "attributes" // t  only mode, owner, extended attributes differ; with bytes known to be the same, or of a directory: or the time
  | "removed" //    d  a whiteout
  | "replaced" //   r  another type now stands there (file over directory, directory over symlink …)
  | "hidden" //     h  gone because a parent was removed, replaced or made opaque
  | "unchanged" //  u  written again, nothing differs that a header or the bytes tell
  | "below"; //     b  a directory: only something below it changed
// "." in a strip = this layer did not touch the path; "?" = the layer could not be read.

export type Kind = "dir" | "file" | "symlink" | "hardlink" | "char" | "block" | "fifo" | "other";

/** One visible row of the treegrid. */
export interface Row {
  node: number; //            id of the path node, stable while the image is open
  depth: number; //           0 = child of the root
  name: string; //            last component
  kind: Kind;
  size: number | null; //     file: its bytes; directory: bytes of everything visible below (hard links once); null = unknown
  mode: string; //            "-rw-r--r--" as ls writes it
  owner: string; //           "0:0"
  mtime: number | null; //    null = unknown (a directory that no layer has an entry for)
  target: string | null; //   symbolic or hard link target
  change: Change | null; //   what layer `height` did to it (null = nothing)
  strip: string; //           one character a layer, base first
  gone: boolean; //           not in the merged view at this height (removed, hidden), shown struck through
  goneBy: number | null; //   the layer that removed or hid it
  expandable: boolean;
  expanded: boolean;
  posInSet: number; //        1-based, for aria
  setSize: number;
  match: boolean; //          found itself, not only something below it; true where nothing is looked for
  folder: string | null; //   flat lists: "/usr/lib", the folder's path; null in trees
  marks: [number, number][]; // parts of `name` that the query found: start and length
}

export type Mode = "merged" | "layer" | "changes";

/** Which rows the tree shows. All three modes are trees of paths. */
export interface View {
  height: number; //   0-based layer index
  mode: Mode; //       merged: what a container of this height sees; layer: the entries this layer's tar holds (whiteouts as "gone" rows);
  //                   changes: only paths this layer added, changed, removed, with their parents
  ghosts: boolean; //  merged only: also list names that lower layers store and this height no longer sees
  query: string; //    the language of src/search; "" = everything. Matches keep their place in the tree
  sort: Sort; //       of siblings, or of the whole list; directories by their totals, ties by name
  reverse: boolean; // downwards
  flat: boolean; //    a list of matches, each with its folder, instead of a tree
}

export type Sort = "name" | "size" | "time" | "layer";

/** What is wrong with a query. `at` and `len` count as JavaScript does, `at` from 0. */
export interface Wrong {
  at: number;
  len: number;
  kind: string; //    kebab-case: "unknown-field", "bad-size" …; the page words it
  message: string; // English, one sentence with the place
  found: string; //   what stands there
  expected: string; //  what could, or what who refused it says
}

export interface RowsPage {
  total: number; //    rows in all, with what is expanded now
  from: number; //     index of rows[0]
  rows: Row[];
  summary: { files: number; directories: number; bytes: number }; // of the whole view, not of the rows
  matches: number | null; //    paths that the query found; null = there is no query
  matchBytes: number | null; // bytes of the files among them
  wrong: Wrong | null; //       then the rows are those of the last query that could be understood
}

/** Something wrong, as data; the page words it by `kind` in the person's language and falls back to `message`. */
export interface Problem {
  kind: string; //            kebab-case: "not-an-archive", "truncated", "corrupt-gzip", "missing-blob", "digest-mismatch" …
  severity: "error" | "warning" | "info";
  message: string; //         English, one sentence, complete
  file: string | null; //     the file that was opened
  member: string | null; //   the archive member
  layer: number | null; //    0-based
  byte: number | null; //     position; in `file`, or in the decompressed layer when `inLayer`
  inLayer: boolean;
  expected: string | null; //   e.g. the digest the config names
  found: string | null;
  detail: string | null; //   further words from the decoder, English
  path: string | null; //     path inside the image, "/etc/x", the first of several
  count: number | null; //    how many of this kind in this place
}

/** One entry of the list of findings: choosing it leads to its place (node, else layer, else member). */
export interface Finding extends Problem {
  meaning: string; //       English, what it means for the person; "" where `message` says it all
  node: number | null; //   the path in the tree
}

export type LayerState = "waiting" | "reading" | "ready" | "damaged" | "missing" | "unreadable";
//  damaged = the entries before the damage are in the tree. missing = no such member. unreadable = nothing of it could be read.
export type VerifyState = "waiting" | "running" | "ok" | "mismatch" | "unknown"; // unknown = could not be hashed, or stopped

export interface LayerInfo {
  index: number;
  command: string; //          created_by in full ("" when the image has no history)
  instruction: string; //      the same, shortened for the eye: "RUN apt-get update", "COPY hello /srv/hello", "Imported from -"
  created: string | null; //   RFC 3339 as the config has it
  comment: string;
  author: string;
  diffId: string | null; //    "sha256:…" as the config says
  chainId: string | null;
  blobDigest: string | null; // as the manifest says (OCI), else null
  mediaType: string | null;
  codec: string; //            "none" | "gzip" | "zstd" | … by magic bytes; "" when missing
  stored: number; //           bytes in the archive (compressed where it is)
  member: string; //           the archive member that holds it
  urls: string[]; //           where a foreign layer could be had: shown, never fetched, never a link
  sharedWith: string[]; //     names of other images in the archive with the same chain id at this height
  state: LayerState;
  entries: number | null; //   from here on null until the layer has been read
  size: number | null; //      as docker history counts it
  added: number | null; //     paths
  changed: number | null; //   content + attributes + replaced
  removed: number | null; //   removed + hidden
  dead: number | null; //      bytes this layer stores that the top merged view no longer shows; null until all layers are read
  largest: { path: string; node: number; size: number }[] | null; // at most 10
  verify: VerifyState; //      of diff_id, and of the blob digest where there is one
  foundDiffId: string | null;
  foundBlobDigest: string | null;
  problem: Problem | null;
  container: number | null; // not null: this is the read-write layer of that container, on top of the layers of its image
}

/** The stack from base to top: layers and the history entries between them that made no layer. */
export type StackItem = { type: "layer"; index: number } | { type: "empty"; command: string; instruction: string; created: string | null };

export interface ImageInfo {
  index: number; //             in Opened.images
  names: string[]; //           tags; empty = untagged
  platform: string | null; //   "linux/amd64"
  id: string; //                "sha256:…"
  created: string | null;
  author: string;
  stored: number; //            bytes of its layers in the archive
  size: number | null; //       sum of layer sizes; null until all are read
  dead: number | null; //       sum of layers' dead
  layers: LayerInfo[];
  stack: StackItem[];
  problems: Problem[];
  attestations: { digest: string; subject: string | null; statements: { digest: string; predicate: string; size: number; here: boolean }[] }[];
  container: ContainerInfo | null; // shown on top: `layers` and `stack` end with its layer, and leave out what is above its height.
  //                               While layers of its image are still read, `layers` are the image's yet.
}

/** A container: a read-write layer on layers 0..=height of an image. */
export interface ContainerInfo {
  id: number; //           never given twice
  image: number; //        in Session.images
  height: number | null; // null = the image has no layers
  entries: number; //      paths in its layer, whiteouts included
  bytes: number; //        that its layer takes: contents and link targets, hard links once
  undo: number; //         steps
  redo: number;
  command: string; //      what it runs, as the history of its commit says it: the words of the image's Cmd
}

/** A path or a link's target: text stands for its UTF-8 bytes, what is no text crosses as bytes. */
export type PathBytes = string | Uint8Array;

/** A time: seconds since 1970, nanoseconds. */
export interface Time { seconds: number; nanos: number }

/** Part of a file's content: plain bytes of one of the opened files (an upload and typed text are further opened files, numbered on behind
 *  those of the archive), or the whole content that a lower layer stores at a place. */
export type ContentPiece =
  | { file: { file: number; offset: number; len: number } }
  | { lower: { layer: number; at: number; size: number; sparse: boolean } }
  | { imported: { import: number; at: number; size: number; sparse: boolean } }; // of a file of an imported tar, compressed or not

/** One system call's worth of work. Links of parents are followed as Linux does, inside the merged view; owner of what is new is 0:0. */
export type Op =
  | { op: "create"; path: PathBytes; mode?: number; exclusive?: boolean } // an empty file where there is none; exclusive: EEXIST
  | { op: "write"; path: PathBytes; content: ContentPiece[]; mode?: number } // whole content; mode only of a new file, else 0644
  | { op: "append"; path: PathBytes; content: ContentPiece[] }
  | { op: "mkdir"; path: PathBytes; parents?: boolean; mode?: number } // parents: as mkdir -p
  | { op: "remove"; path: PathBytes; recursive?: boolean } // EISDIR for a directory unless recursive
  | { op: "rmdir"; path: PathBytes }
  | { op: "rename"; from: PathBytes; to: PathBytes } // EXDEV for a directory with lower parts
  | { op: "move"; from: PathBytes; to: PathBytes } //   rename, and where that says EXDEV copy everything and remove it, as mv does
  | { op: "chmod"; path: PathBytes; mode: number } //   07777
  | { op: "chown"; path: PathBytes; uid?: number; gid?: number; follow?: boolean } // follow: default true
  | { op: "touch"; path: PathBytes; time?: Time; create?: boolean; follow?: boolean } // defaults: now, true, true
  | { op: "symlink"; path: PathBytes; target: PathBytes }
  | { op: "link"; path: PathBytes; target: PathBytes }; // path becomes one more name of target

/** One thing that happened to the upper directory, in order. */
export interface Effect {
  what:
    | "copyUp" //    something of `layer` was copied up, with `bytes` of content; `from` = to another place (mv of a lower directory)
    | "whiteout" //  `entries` paths of lower layers with `bytes` are hidden and not freed
    | "opaque" //    the same, below a directory that was deleted and made again
    | "created" //   with `bytes`; `from` = one more name of that path
    | "changed" //   content or attributes; `bytes` it has now
    | "removed" //   the upper directory holds `entries` paths less, `bytes` are freed
    | "renamed" //   `from` → `path` in the upper directory
    | "covered"; //  a file now stands before a lower one: `bytes` are hidden and not freed
  path: string; //        "/etc/passwd"
  node: number | null; // of the path, where the tree knows it
  from: string | null;
  kind: Kind;
  layer: number | null;
  entries: number;
  bytes: number;
}

/** What operations came to: all of them are done, or none. */
export interface Applied {
  effects: Effect[];
  refusal: { op: number; errno: string; path: string; message: string } | null; // "ENOENT"; "/x: No such file or directory"; op = index
  layer: LayerInfo | null; //     the container's
  container: ContainerInfo | null;
}

/** What a dropped tar was made of: a container's whole file system (docker export), an overlay upper directory, one layer. */
export type Origin = "export" | "upper" | "layer";

/** Where an imported container is to stand: on layers 0..=height of an image, on all when it is null. */
export interface ImportPlace { image: number; height: number | null }

/** How well a dropped tar fits an image at a height. `reason` is the English sentence of these numbers. */
export interface ImportFit {
  image: number;
  height: number | null; // null = the image has no layers
  fits: boolean; //  at least half of what it should have is there
  of: number; //     export: files of the image (everything but directories, placeholders left out); else the tar's directories and whiteouts
  equal: number; //  export: as in the image; else they find what they want below
  changed: number; // export: in the tar, and another; else they find a directory with other attributes
  missing: number; // export: not in the tar; else whiteouts that hide nothing, directories that must be below and are not
  added: number; //  export: in the tar only; else directories that are new
  already: number; // upper, layer: files that are below already, just as they are
  reason: string;
}

/** Something to know of an import; the page words it by `what` and falls back to `message`. */
export interface ImportNote {
  what:
    | "cut" //            the tar ends early (`problem` says why): what came before is taken, nothing missing counts as deleted
    | "fits-none" //      none of the images that have been read; there is no container unless a place was given
    | "guessed" //        nothing in the tar says what it is; the images decided
    | "no-attributes" //  upper: no attribute of overlay's in it, opaque directories can't be told
    | "redirect" //       upper: a renamed directory, not followed
    | "metacopy" //       upper: only attributes were copied up, the content is not found below
    | "volume" //         export: in a volume of the image nothing missing counts as deleted
    | "whiteout" //       export: .wh. names mean nothing in it
    | "below-a-file" //   a name below what is no directory, left out
    | "broken-link" //    a hard link to what is not there
    | "unknown" //        an entry of a type that no engine unpacks
    | "limit"; //         a path too long
  path: string | null; // of the first
  count: number;
  problem: string | null;
  message: string;
}

/** What became of an import. Show its container with `chooseContainer`. */
export interface Imported {
  import: number; //           for importAgain
  container: number | null; // null: it fits none, see `notes` and `fits`
  kind: Origin;
  chosen: ImportFit | null; // where the container stands
  fits: ImportFit[]; //        every height of every image that has been read, best first
  unread: number[]; //         images whose layers have not all been read: choose them once, then importAgain
  notes: ImportNote[];
}

export interface ImageChoice {
  index: number;
  names: string[];
  platform: string | null;
  id: string;
  layers: number;
  stored: number;
  file: string; //      name of its archive; of a committed image, of the one that it stands on
}

/** What is open. All but the images and the refused files is of the shown image's archive. */
export interface Opened {
  file: string;
  fileSize: number;
  form: string; //      "docker" | "oci" | "legacy" | "bare" | "rootfs": what described the images; rootfs = nothing did, it is a
  //                    root file system (docker export, buildx type=tar) shown as one layer, its image has id ""
  codec: string; //     of the whole archive: "none", "gzip", "zstd", "xz", "bzip2"
  images: ImageChoice[]; // of all archives, at least one; an index never changes, what joins stands behind
  chosen: number; //    index of the image that is shown first
  members: number;
  problems: Problem[]; // files that could not be opened (`file` names them, no image is of them); then of the archive as a whole
}

export interface MemberInfo {
  path: string;
  kind: Kind;
  size: number;
  mode: string;
  owner: string;
  mtime: number;
  target: string | null;
  offset: number; //    where its data starts in the (decompressed) archive
}

export interface Version {
  layer: number;
  change: Change;
  reasons: string[]; //  of changed: "size" "mtime" "mode" "owner" "xattrs" "target" "device" "type" "content" (the bytes, by their hash)
  kind: Kind | null; //  null = a whiteout without an entry
  size: number;
  mode: string;
  octal: string; //      "0644"
  owner: string;
  mtime: number | null;
  mtimeNanos: number;
  target: string | null;
  device: string | null; // "1,3"
  xattrs: { name: string; value: string }[];
  whiteout: boolean; //  this layer's tar holds a whiteout for it
  opaque: boolean; //    … an opaque marker in it
  implied: boolean; //   a directory without an entry of its own
  live: boolean; //      this is the version that the merged view of the whole image shows
  stored: number; //     bytes of content this version occupies in its layer
  sha256: string | null; // of the content, in hex; null = none, or nobody has asked for it
  same: boolean; //      the bytes are known to be those of the version before
  below: { added: number; changed: number; removed: number; bytes: number } | null; // of a directory: what the layer did below it
}

export interface PathInfo {
  node: number;
  path: string; //       "/srv/app/model.bin"
  kind: Kind | null; //  null = no layer has anything there: whiteouts of nothing
  live: boolean; //      in the merged view at the height asked for
  goneBy: number | null;
  dead: number; //       bytes stored for this very path that the top merged view does not show
  versions: Version[]; // base first
  copies: { node: number; path: string; layer: number }[]; // where else the bytes are stored, as far as hashed; at most 20
  copiesCount: number;
}

/** How an upper directory tells what is gone: by files called .wh.NAME, or as it lies on disk. */
export type UpperForm = "layer" | "overlay";
/** An entry of the upper directory, as the tar of one of its forms has it. */
export interface UpperLine {
  sign: "entry" | "whiteout" | "opaque"; // opaque: the marker file, or the directory with the attribute
  mode: string; //           "c---------"; "h…" = one more name of `target`
  owner: string;
  size: number; //           of content
  device: string | null; //  "0,0"
  mtime: number;
  mtimeNanos: number;
  path: string; //           "etc/", "etc/.wh.passwd": from the root, a directory with its slash
  kind: Kind;
  target: string | null;
  xattrs: { name: string; value: string }[];
}
export interface UpperPage {
  total: number;
  bytes: number; //          of content, each inode once
  from: number;
  lines: UpperLine[];
}

/** What is written out. */
export type Save =
  | { what: "file"; node: number; layer: number }        // one version
  | { what: "directory"; node: number; height: number }  // as tar, as the merged view shows it; node 0 = the whole view
  | { what: "layer"; layer: number }                     // the layer's tar: the bytes that its diff_id proves
  | { what: "upper"; form: UpperForm }                     // the shown container's upper directory as a tar
  | { what: "image"; image: number };                    // an archive that docker load accepts; slices of what was opened wherever that will do
/** Some entries of a tar, from number `from` up to `next`, for `writeBatch`. */
export interface Batch { from: number; batch: Uint8Array; next: number }
/** A page of a directory's overlay diagram: names as columns, the layers that touch the directory as rows. */
export interface Diagram {
  node: number; //          the directory: the one asked for, or the one that holds the path asked for
  path: string; //          "/data/a"
  parent: number | null; // null: this is the root
  there: boolean; //        it is a directory of the merged view at the height
  total: number; //         columns in all
  all: number; //           names in the directory; more than `total` when only some were asked for
  from: number; //          index of names[0], in the order of the names
  layers: { layer: number; change: Change | null; floor: "opaque" | "whiteout" | "other" | "parent" | null }[]; // base first, only
  //                        those that touch it; floor = why nothing below this layer shines through in the directory
  names: DiagramName[];
}
export interface DiagramName {
  node: number;
  name: string;
  kind: Kind | null; //     what is seen, else what was last there up to the height
  folder: boolean; //       some layer has a directory of this name: there is a diagram of it
  seen: number | null; //   the layer whose version the height shows
  size: number | null; //   of that version; null of directories
  target: string | null;
  cells: DiagramCell[]; //  base first; layers that leave the name alone have none
}
export interface DiagramCell {
  layer: number;
  change: Change;
  reasons: string[]; //     as Version.reasons
  kind: Kind | null; //     null = the layer holds nothing here: a whiteout, or hidden with the directory
  size: number;
  target: string | null;
  whiteout: boolean;
  opaque: boolean;
  implied: boolean;
  state: "seen" | "merged" | "hidden" | "above" | "nothing"; // merged = a directory below the one whose attributes are seen
  by: number | null; //     of hidden: the layer that hides it
  from: number | null; //   written again: the layer of the version that was copied up
}

/** Where a path leads when its links are followed in the merged view at a height, and the names of its content. */
export interface Follow {
  end: "reached" | "loop" | "too-many" | "missing" | "not-folder" | "runtime" | "unusable" | "gone";
  at: Spot; //              what is reached, missing, no directory; the link that a loop leads back to
  hops: { node: number; path: string; target: string }[]; // the symbolic links on the way, the first one included
  names: Spot[]; //         all names of a file's content at this height; empty when it has but one
  more: number; //          names beyond those, not looked at
}
export interface Spot {
  node: number | null; //   null = no layer knows the path
  path: string;
  kind: Kind | null; //     null = not there at this height
  goneBy: number | null;
}

/** What the page's progress line says. `done`/`total` are bytes of the phase; of "listing" files, and total is 0. */
export interface Progress {
  phase: "listing" | "indexing" | "scanning" | "verifying" | "saving" | "comparing";
  done: number;
  total: number;
  layers: { index: number; done: number; total: number }[]; // of layers being read now
}

// ---- the engine: the only JS that knows that workers exist ---------------------------------------------------------

/** `www/engine/engine.js` exports a class of this shape. Promises reject with a Problem (plain data), never with anything else. */
export interface Engine extends EventTarget {
  open(files: File[]): Promise<Opened>; // index only, each file an archive; rejects when none can be read; then `choose(opened.chosen)` starts the rest
  choose(image: number): Promise<ImageInfo>; // resolves when the stack is known; layers are scanned, then verified, on their own
  cancel(): void; //            stops everything at once, forgets the file
  stopVerifying(): void;
  rows(view: View, from: number, count: number): Promise<RowsPage>;
  expand(node: number, open: boolean, deep: boolean): Promise<void>; // node 0 = the root; deep = everything below too
  reveal(node: number): Promise<number>; // expands its parents; resolves to its row index in the current view, -1 if not there
  path(node: number, height: number): Promise<PathInfo>;
  describe(node: number, layer: number): Promise<Description>;
  read(node: number, layer: number, from: number, count: number): Promise<Piece>;
  pretty(node: number, layer: number, charset: string): Promise<Piece | null>; // JSON broken into indented lines, as UTF-8; null = too large, damaged or no JSON
  compare(node: number, older: number, newer: number): Promise<Comparison>;  // layers of two versions
  save(what: Save): Promise<{ blob: Blob; problems: Problem[] }>; // streamed: a Blob of Blobs; progress events phase "saving"
  stopSaving(): void; //        the promise of `save` rejects with "cancelled"
  diagram(node: number, height: number, several: boolean, from: number, count: number): Promise<Diagram>; // several: only names
  // that more than one layer wrote, or that are gone from the top
  follow(node: number, height: number): Promise<Follow>;
  containers: EngineContainers;
  waste: EngineWaste;
  reports: EngineReports;
  images: import("./types.images.d.ts").EngineImages;
  members(from: number, count: number): Promise<MemberInfo[]>;
  findings(): Promise<Finding[]>; // grows while layers are read and hashed: ask again after "layer", "tree", "verified"
  openFolder(name: string, files: File[], paths: string[]): Promise<Opened>; // paths[i] = path of files[i] below the folder
  statement(attestation: number, statement: number): Promise<string>; // an attestation's statement as text
  sha256(node: number, layer: number, onProgress: (done: number, total: number) => void): Promise<string>; // of a version's content, in hex,
  // where its own `sha256` is not known: ask for the path again then. "cancelled" when another path is looked at
  history(noTrunc: boolean): Promise<string>; // exactly docker history's text
  inspect(): Promise<string>; // docker image inspect's JSON text
  config(): Promise<string>; //  the config blob, pretty-printed JSON
  // events (CustomEvent, detail in brackets):
  //   "progress" [Progress]  at most ten a second
  //   "layer"    [LayerInfo] a layer's state, counts or verification changed
  //   "image"    [ImageInfo] sizes and dead bytes known: all layers read
  //   "told"     []          what layers did to files is told anew: hashing showed which bytes are the same; rows and paths read differently
  //   "tree"     []          all layers merged  → performance.mark("layerscope:tree")
  //   "verified" []          all layers hashed  → performance.mark("layerscope:verified")
  //   "opened"   [Opened]    another archive's image is shown, or there are more images
  //   "adding"   [Adding | null]  further archives are being read, or that is over; at most ten a second
  //   "problem"  [Problem]   something new to tell; nothing has stopped unless a promise rejected
}

/** The engine's containers. Nothing tells of a change by itself: each call gives the image as it is then. */
export interface EngineContainers {
  add(file: File): ContentPiece; // an upload, or typed text: one more opened file
  run(height: number): Promise<number>;
  list(): Promise<ContainerInfo[]>;
  choose(id: number | null): Promise<ImageInfo>; // of the shown image; null = the image alone
  apply(ops: Op[]): Promise<{ applied: Applied; image: ImageInfo }>;
  step(what: "undo" | "redo" | "reset"): Promise<{ applied: Applied; image: ImageInfo }>;
  remove(id: number): Promise<{ entries: number; bytes: number }>;
  commit(commit: Omit<Commit, "layer">): Promise<number>; // the new image's index; progress as for `save`
  images(): Promise<ImageChoice[]>;
  import(file: File): Promise<Imported>; // a tar beside the archive; its container is not shown yet
  importAgain(number: number, kind: Origin | null, place: ImportPlace | null): Promise<Imported>;
  diff(): Promise<string>;
  upper(form: UpperForm, from: number, count: number): Promise<UpperPage>;
}

/** What a version's bytes are, by their first bytes. */
export interface Description {
  what: string; //           "text" "json" "script" "xml" "html" "svg" "pem" "elf" "png" "jpeg" "gif" "webp" "bmp" "ico" "pdf" "zip" "tar"
  //                         "gzip" "zstd" "xz" "bzip2" "sqlite" "class" "wasm" "font" …, "empty", "binary" = nobody knows
  detail: string; //         words from the bytes themselves, safe to show: "64-bit x86-64, executable", "/bin/sh", ""
  charset: string | null; // label for TextDecoder when it is text; null = no text
}
/** Bytes of a version from a position on; fewer than asked at the end, or before damage. */
export interface Bytes {
  bytes: Uint8Array;
  problem: Problem | null; // why it stops before the file's end
}
/** The same as the engine gives it, with the size of the whole. */
export interface Piece extends Bytes {
  size: number;
}
/** The difference of two texts, line by line, in hunks as unified diffs have them. Line numbers count from 1. */
export interface Comparison {
  same: boolean; //          byte for byte
  hunks: {
    oldStart: number;
    newStart: number;
    lines: { kind: "same" | "old" | "new"; text: string; oldLine: number | null; newLine: number | null }[];
  }[];
  note: "binary" | "too-large" | null; // why there are no hunks though the bytes differ
}
/** A way to bytes, for any worker: which of the opened files, a plan, and how many there are. */
export interface Way {
  file: number;
  plan: Uint8Array;
  size: number;
}

// ---- the wasm core as the workers see it (www/pkg/layerscope.js) ---------------------------------------------------
// Everything throws plain `Problem` data.

/** Lives in the home worker. */
export interface Session {
  open(task: unknown): Opened; // the task of openArchives or openFolder, done
  join(task: unknown): Uint32Array; // that of joinArchive; indexes of the images that joined
  refuseArchive(problem: Problem): void; // why a file could not join
  opened(): Opened; // as it is now, for the chosen image
  sharing(): import("./types.images.d.ts").Sharing;
  pull(have: Uint32Array, want: number): import("./types.images.d.ts").PullPlan;
  whatIf(): import("./types.images.d.ts").WhatIf; // of the chosen image
  findings(): Finding[];
  statementPlan(attestation: number, statement: number): Way; // for prettyDocument
  choose(image: number): ImageInfo;
  /** Layers of the chosen image that must be scanned, base first; an entry is opaque, cloneable, and goes to `scan` or `hash` in any worker. */
  jobs(): Job[];
  /** Layers whose digests are still to be found; a layer another image brought already is not among them. */
  hashJobs(): Job[];
  /** Takes one scanned layer, in any order; returns the layers whose info changed (merging happens in index order). */
  addLayer(index: number, stretches: Uint8Array[]): LayerInfo[];
  /** The scan of a layer failed altogether (a trap, a terminated worker). */
  failLayer(index: number, problem: Problem): LayerInfo[];
  /** All layers merged? */
  complete(): boolean;
  image(): ImageInfo;
  layer(index: number): LayerInfo;
  setDigests(index: number, digests: Digests): LayerInfo;
  setContents(index: number, contents: Uint8Array): LayerInfo[];
  rows(view: View, from: number, count: number): RowsPage;
  expand(node: number, open: boolean, deep: boolean): void;
  reveal(node: number): number;
  path(node: number, height: number): PathInfo;
  diagram(node: number, height: number, several: boolean, from: number, count: number): Diagram;
  follow(node: number, height: number): Follow;
  members(from: number, count: number): MemberInfo[];
  history(noTrunc: boolean, nowSeconds: number): string;
  inspect(): string;
  config(): string;
  content(node: number, layer: number, from: number): Way; // a version's bytes, for a reader from byte `from` on; throws where there are none (a directory, a whiteout)
  layerPlan(layer: number): Way; //             a layer's tar; `size` is that of its stored bytes
  /** What is seen at and below a path becomes a tar, batch by batch; the last one ends it. */
  exportStart(node: number, height: number): { entries: number; bytes: number };
  exportBatch(from: number): { batch: Uint8Array; next: number }; // until `next` is `entries`; throws "changed" when the container or the image is another
  exportRest(from: number): Batch[]; // ask for it before a call that changes what is exported: the batches that `exportBatch` would give
  // Containers. After each call that changes the shown one, rows, paths and diagrams read anew; node numbers keep their meaning.
  run(height: number): number; // a new container of the chosen image; height -1 = on all layers; its id. It is not shown yet.
  containers(): ContainerInfo[];
  chooseContainer(id: number): ImageInfo; // -1 = the chosen image alone. When its image is another one: `jobs()` has layers again
  apply(ops: Op[], now: number): Applied; // now = Date.now(); one step for undo
  undo(): Applied;
  redo(): Applied;
  reset(): Applied; // from an empty layer again; undo takes it back
  removeContainer(id: number): { entries: number; bytes: number }; // what went away; the image is as it was
  dockerDiff(): string; // lines "C /etc\n" of the shown container
  /** Runs a typed command line in the shown container, as one step for `undo`. `nextFile` = how many files are opened. Never throws for what a
   *  command refuses: that is printed. */
  exec(line: string, now: number, nextFile: number): Executed;
  cwd(): string; // where the shown container's shell stands, safe to show: the prompt; "/" when none is shown
  /** What the Tab key offers: `line` from `from` up to the cursor may become any candidate. Positions are an <input>'s. */
  completeLine(line: string, cursor: number): { from: number; candidates: string[] }; // quoted; directories end with a slash; at most 200
  equivalent(op: Op): string; // the command line that a menu action equals: "rm -r '/data/a b'"
  /** The shown container's upper directory as a tar, batch by batch through `writeBatch`, as `exportStart`. "layer": what docker commit makes of
   *  it (`.wh.NAME`, `.wh..wh..opq`); "overlay": as it lies on disk (devices 0:0, trusted.overlay.opaque). */
  upperStart(form: UpperForm): { entries: number; bytes: number };
  upperBatch(from: number): { batch: Uint8Array; next: number }; // until `next` is `entries`; with 0 entries one call gives the empty tar
  upperRest(from: number): Batch[]; //         as exportRest
  upperList(form: UpperForm, from: number, count: number): UpperPage; // the entries that the tar of that form has
  /** An image of the shown container; its index. For the layer: write the "layer" tar, make its Blob a further opened file, hash it. */
  commit(commit: Commit, now: number): number;
  images(): ImageChoice[]; // committed ones where they came; `choose` takes them as any other
  saveImage(image: number): SavePart[]; // throws "not-found" while a layer's digest is not known: hash first (only compressed layers need it)
  // A dropped tar beside the archive, as a further opened file: importJob → scan → import. kind null = told by its content, place null = the best.
  import(plan: Uint8Array, buffer: Uint8Array, kind: Origin | null, place: ImportPlace | null): Imported; // plan, buffer: of importJob's job
  importAgain(importNumber: number, kind: Origin | null, place: ImportPlace | null): Imported; // one more container of it
}
/** What a command line came to. */
export interface Executed {
  output: ShellOutput[]; // in the order of printing
  status: number; //        of the last command; 0 = done, 127 = there is no such command
  text: Uint8Array; //      when not empty it must become opened file number `nextFile` before anything is read
  cwd: string; //           as `cwd()`
  intent: ShellIntent | null;
  applied: Applied; //      what it did; `refusal` is null
}
/** Text, safe to show, with its line breaks; or the first bytes and lines of a content (null = all of it), whichever ends first. */
export type ShellOutput =
  | { text: string; error: boolean }
  | { content: Way; bytes: number | null; lines: number | null };
/** What a line asks of the page once it is done. It stands last in its line. */
export type ShellIntent =
  | { do: "commit"; message: string; author: string; changes: string[]; name: string | null } // docker commit; "" = not given
  | { do: "rm" } //                                         docker rm: this container
  | { do: "copyIn"; file: string; path: string | number[] } // docker cp FILE CONTAINER:PATH: an upload becomes the content of `path`
  // docker cp CONTAINER:PATH …: `node` = what is copied, null where the tree does not know it; `tar` = a directory, or anything to "-"
  | { do: "copyOut"; path: string | number[]; node: number | null; tar: boolean; name: string };
/** docker commit. */
export interface Commit {
  message?: string;
  author?: string;
  changes?: string[]; //   "ENV A=b": CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL ONBUILD STOPSIGNAL USER VOLUME WORKDIR; "bad-json" with detail
  name?: string; //        "repo:tag"
  createdBy?: string; //   for the history; the image's Cmd when left out
  layer?: { file: number; size: number; diffId: string } | null; // null: the container changed nothing, the image gets no new layer
}
/** A part of an archive that is written: bytes, a slice of an opened file, or a blob inside a compressed archive for `copyStored`. */
export type SavePart =
  | { bytes: Uint8Array }
  | { file: number; offset: number; len: number }
  | { file: number; plan: Uint8Array; len: number };
export interface Job {
  layer: number;
  key: string; //    the same blob has the same key, whichever image asks
  stored: number;
  file: number; //   which of the opened files
  plain: boolean; //  every byte lies in the file as it is: reading can start anywhere
  plan: Uint8Array; // where and how to read: span, codecs, checkpoints
  files: Float64Array; // of a layer to be hashed: where the files start that are hashed, too, for their hash decides something
  proven: boolean; // … its digest is known already: only the files are wanted
}
export interface Digests { blob: string | null; diffId: string | null; problem: Problem | null }
// Free functions. Most give a Task (www/pkg/layerscope.d.ts), which engine/drive.js drives to its answer:
//   openArchives, openFolder, joinArchive → what Session.open and Session.join take
//   indexArchive(file, any, onProgress) → Uint8Array | null           a further archive's index, for joinArchive; any: it may be anything, null where
//                                                                  nothing in it describes images
//   scan(plan, from, onProgress) → Uint8Array                      one layer from a byte on → one flat buffer (damage is recorded inside it)
//   hash(plan, files, proven, onProgress) → { digests: Digests | null, contents: Uint8Array }     of the files that start there, too
//   readContent(plan, from, count) → Bytes; describeContent(plan) → Description; hashContent(plan, onProgress) → string
//   copyContent(plan, onChunk), copyLayer(plan, onChunk), copyStored(plan, onChunk) → Problem | null      in chunks of 4 MiB
//   writeBatch(batch, onChunk) → Problem[]                         a part of an export
//   prettyDocument(plan) → string                                  a document of the archive
// and at once:
//   importJob(index, len, head): Job[]                             one job to scan a dropped tar; index = that of the opened file
//   compareText(older, newer): Comparison
//   memoryBytes(): number                                          bytes of this instance's linear memory
