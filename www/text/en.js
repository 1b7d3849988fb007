// The page's words in English. ko.js has the same keys; texts with parameters are functions of them.

import { archives } from "./en.archives.js";
import { container } from "./en.container.js";
import { content } from "./en.content.js";
import { details } from "./en.details.js";
import { diagram } from "./en.diagram.js";
import { images } from "./en.images.js";
import { imports } from "./en.import.js";
import { problems } from "./en.problems.js";
import { search } from "./en.search.js";
import { waste } from "./en.waste.js";
import { s } from "./plural.js";

/** @typedef {any} P */

export const en = {
  ...problems,
  ...content,
  ...container,
  ...details,
  ...archives,
  ...diagram,
  ...imports,
  ...images,
  ...search,
  ...waste,
  "app.title": "Layerscope",

  bytes: (/** @type {P} */ p) => `${p.n} byte${p.one ? "" : "s"}`,

  "list.and": ", ",

  "header.image": "Image",
  "header.untagged": "untagged",
  "header.layers": (/** @type {P} */ p) => s(p.n, "layer"),
  "header.open": "Open…",
  "header.languageName": "한국어",
  "header.theme.auto": "Theme: as the system. Change to light",
  "header.theme.light": "Theme: light. Change to dark",
  "header.theme.dark": "Theme: dark. Change to the system's",
  "header.help": "Keyboard and help",
  "header.parts": "Parts of the page",

  "start.title": "What is in your container image?",
  "start.lead":
    "Drop an image archive anywhere on this page: its read-only layers, the file system that a process inside would see, and a container’s read-write layer on top, to work in.",
  "start.open": "Open image archive",
  "start.openFolder": "Open folder",
  "start.sample": "Try a sample",
  "start.or": "or drop a file or folder here, or paste a file",
  "start.how": "How to make an archive",
  "start.how.docker": "Docker",
  "start.how.podman": "Podman",
  "start.how.skopeo": "skopeo, without any engine",
  "start.formats":
    "Also OCI layouts, as a tar or a folder, and unpacked archives; compressed in any of gzip, zstd, xz and bzip2.",
  "start.promise": "Nothing is uploaded",
  "start.promise.text":
    "The file is read here, by this page, on this computer. The page’s own security policy (connect-src 'none') forbids it every network connection, and the browser enforces that.",
  "start.promise.check":
    "Check it: open the developer tools’ Network tab and drop a file, or unplug the cable first. It works the same.",
  "start.drop": "Drop to open",
  "start.drop.text": "It stays on this computer",

  "opening.title": (/** @type {P} */ p) => `Opening ${p.file}`,
  "opening.listing": (/** @type {P} */ p) => `Looking through the folder: ${s(p.n, "file")}`,
  "opening.indexing": "Reading the archive’s index",
  "opening.preparing": "Getting ready",

  "progress.scanning": "Reading layers",
  "progress.verifying": "Verifying digests",
  "progress.comparing": "Reading the image to compare with",
  "progress.of": (/** @type {P} */ p) => `${p.done} of ${p.total}`,
  "progress.left": (/** @type {P} */ p) => `about ${p.time} left`,
  "progress.bar": "Progress",

  "action.cancel": "Cancel",
  "action.stop": "Stop verifying",
  "action.copyThis": (/** @type {P} */ p) => `Copy: ${p.what}`,
  "action.close": "Close",
  "action.more": (/** @type {P} */ p) => `Show ${p.n} more`,

  "notice.cancelled": "Stopped. Nothing of the file is kept.",
  "notice.verifyStopped": "Verifying stopped.",
  "notice.copied": "Copied",
  "notice.notCopied": "The browser did not allow copying.",

  "stack.title": "Layers",
  "stack.newest": "newest on top",
  "stack.readonly": "read-only",
  "stack.container": "container",
  "stack.readwrite": "read-write",
  "stack.more": (/** @type {P} */ p) => `${p.n} more below`,
  "stack.rootfs": "Root file system",
  "stack.rootfs.text": "No image: a file system without layers, as docker export writes it. All of it is shown as one.",
  "stack.container.text": "docker run puts a thin writable layer here. Everything below stays read-only.",
  "stack.dead": "dead bytes: stored, never seen from the top",
  "stack.layer": (/** @type {P} */ p) => `Layer ${p.n}`,
  "stack.added": (/** @type {P} */ p) => `${p.n} added`,
  "stack.changed": (/** @type {P} */ p) => `${p.n} changed`,
  "stack.removed": (/** @type {P} */ p) => `${p.n} removed`,
  "stack.freesNothing": "frees nothing",
  "stack.noChange": "nothing changed",
  "stack.shared": (/** @type {P} */ p) => `shared with ${p.names}`,
  "stack.sharedMore": (/** @type {P} */ p) => `${p.name} and ${p.n} more`,
  "stack.deadShare": (/** @type {P} */ p) => `${p.size} of it dead`,
  "stack.empty": "This history entry made no layer",
  "stack.state.waiting": "waiting",
  "stack.state.reading": "reading",
  "stack.state.ready": "read",
  "stack.state.damaged": "damaged: shown as far as it could be read",
  "stack.state.missing": "missing from the archive",
  "stack.state.unreadable": "could not be read",
  "stack.badge.damaged": "damaged",
  "stack.badge.missing": "missing",
  "stack.badge.unreadable": "unreadable",
  "stack.badge.mismatch": "digest differs",
  "stack.badge.foreign": "foreign",
  "stack.badge.limited": "in part",
  "stack.badge.unread": "not read",

  "files.title": "Files",
  "files.mode": "Which files",
  "files.mode.merged": "Merged",
  "files.mode.layer": (/** @type {P} */ p) => `Only layer ${p.n}`,
  "files.mode.changes": "Changes",
  "files.says.merged": (/** @type {P} */ p) => `what layer ${p.n}’s container sees`,
  "files.says.layer": (/** @type {P} */ p) => `what the tar of layer ${p.n} holds`,
  "files.says.changes": (/** @type {P} */ p) => `what layer ${p.n} did`,
  "files.says.rootfs": "what the file system holds",
  "files.ghosts": "Show removed",
  "files.expandAll": "Expand all",
  "files.collapseAll": "Collapse all",
  "files.name": "Name",
  "files.size": "Size",
  "files.modeColumn": "Mode",
  "files.owner": "Owner",
  "files.time": "Time",
  "files.life": "Life, base first",
  "files.summary": (/** @type {P} */ p) =>
    `${s(p.files, "file")}, ${p.directories === "1" ? "1 directory" : `${p.directories} directories`}, ${p.size}`,
  "files.reading": "The files appear as soon as the layers have been read.",
  "files.nothing.merged": "A container of this layer would see no files.",
  "files.nothing.layer": "This layer’s tar holds nothing.",
  "files.nothing.changes": "This layer changed nothing.",
  "files.goneBy": (/** @type {P} */ p) => `removed by layer ${p.n}`,
  "files.gone": "not in this view",
  "files.unknownTime": "unknown: no layer has an entry for this directory",

  "strip.cell": (/** @type {P} */ p) => `layer ${p.n}: ${p.what}`,
  "strip.none": "no layer has an entry",

  "footer.verified": (/** @type {P} */ p) => `${p.done} of ${p.all} layers verified`,
  "footer.mismatch": (/** @type {P} */ p) => `${s(p.n, "layer")} with the wrong digest`,
  "footer.damaged": (/** @type {P} */ p) => `${s(p.n, "layer")} damaged`,
  "footer.missing": (/** @type {P} */ p) => `${s(p.n, "layer")} missing`,
  "footer.unreadable": (/** @type {P} */ p) => `${s(p.n, "layer")} not readable`,
  "footer.limited": (/** @type {P} */ p) => `${s(p.n, "layer")} shown in part`,
  "footer.away": (/** @type {P} */ p) => `${s(p.n, "layer")} left out`,
  "footer.unnamed": "no digest to verify against",
  "footer.stopped": "verifying stopped",
  "footer.dead": (/** @type {P} */ p) => `${p.dead} dead bytes of ${p.size}`,
  "footer.private": "nothing leaves this page",

  "help.title": "Keyboard",
  "help.anywhere": "Anywhere",
  "help.help": "this help",
  "help.open": "open another archive",
  "help.theme": "light or dark",
  "help.escape": "cancel while reading; close this help",
  "help.layers": "In Layers",
  "help.height": "go up and down: the files follow at once",
  "help.ends": "top layer, base layer",
  "help.show": "show the layer’s details",
  "help.files": "In Files",
  "help.move": "go from row to row",
  "help.page": "a page; first and last row",
  "help.openClose": "open, close, go to the parent",
  "help.details": "show the file’s details",
  "help.below": "expand everything below the row",
  "help.marks": "What the marks mean",
  "help.sizes": "Sizes count as Docker does: 1 kB is 1000 bytes. Hover over one for the exact bytes.",
};
