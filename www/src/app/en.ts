// The page around its features, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "app.title": "Layerscope",

  "header.image": "Image",
  "header.untagged": "untagged",
  "header.layers": (p: { n: string }) => s(p.n, "layer"),
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

  "opening.title": (p: { file: string }) => `Opening ${p.file}`,
  "opening.listing": (p: { n: string }) => `Looking through the folder: ${s(p.n, "file")}`,
  "opening.indexing": "Reading the archive’s index",
  "opening.preparing": "Getting ready",

  "progress.scanning": "Reading layers",
  "progress.verifying": "Verifying digests",
  "progress.comparing": "Reading the image to compare with",
  "progress.of": (p: { done: string; total: string }) => `${p.done} of ${p.total}`,
  "progress.left": (p: { time: string }) => `about ${p.time} left`,
  "progress.bar": "Progress",

  "action.cancel": "Cancel",
  "action.stop": "Stop verifying",
  "action.copyThis": (p: { what: string }) => `Copy: ${p.what}`,
  "action.close": "Close",
  "action.more": (p: { n: string }) => `Show ${p.n} more`,

  "notice.cancelled": "Stopped. Nothing of the file is kept.",
  "notice.verifyStopped": "Verifying stopped.",
  "notice.copied": "Copied",
  "notice.notCopied": "The browser did not allow copying.",

  "footer.verified": (p: { done: string; all: string }) => `${p.done} of ${p.all} layers verified`,
  "footer.mismatch": (p: { n: string }) => `${s(p.n, "layer")} with the wrong digest`,
  "footer.damaged": (p: { n: string }) => `${s(p.n, "layer")} damaged`,
  "footer.missing": (p: { n: string }) => `${s(p.n, "layer")} missing`,
  "footer.unreadable": (p: { n: string }) => `${s(p.n, "layer")} not readable`,
  "footer.limited": (p: { n: string }) => `${s(p.n, "layer")} shown in part`,
  "footer.away": (p: { n: string }) => `${s(p.n, "layer")} left out`,
  "footer.unnamed": "no digest to verify against",
  "footer.stopped": "verifying stopped",
  "footer.dead": (p: { dead: string; size: string }) => `${p.dead} dead bytes of ${p.size}`,
  "footer.private": "nothing leaves this page",

  "help.title": "Keyboard",
  "help.anywhere": "Anywhere",
  "help.sizes": "Sizes count as Docker does: 1 kB is 1000 bytes. Hover over one for the exact bytes.",

  "save.title": "Saving",
  "save.running": "Saving",
  "save.running.of": (p: { name: string }) => `Saving ${p.name}`,
  "save.busy": (p: { name: string }) => `One at a time: ${p.name} is still being saved.`,
  "save.done": (p: { name: string }) => `Saved as ${p.name}`,
  "save.failed": (p: { name: string }) => `${p.name} could not be saved`,
  "save.stopped": "Saving stopped.",
  "save.renamed": "Not every computer could write its true name:",
  "save.partly": "Not all of it could be read. What could is saved.",
  "save.more": (p: { n: string }) => `and ${p.n} more`,
  "save.root": "root",
  "save.viewName": (p: { image: string; n: number }) => `${p.image} up to layer ${p.n}`,
  "save.layer": "Save layer as tar",
  "save.layer.text": "The layer’s tar, decompressed: the bytes that its diff_id proves",
  "save.view": "Save merged view as tar",
  "save.viewAt": (p: { n: number }) => `Save view of layer ${p.n} as tar`,
  "save.view.text": "The file system that a container of the chosen layer would see",

  "details.title": "Details",
  "help.escape": "close this help, a dialog or a menu",
  "help.singleKeys": "Single-character keys",
  "help.singleKeys.text":
    "Letters and signs such as / and n act at once, also while a Korean input method is on. Turn them off if you dictate, or press keys by accident: arrows, Enter, Escape and keys with Ctrl go on working.",

  "command.page": "General",
  "command.open": "Open another archive",
  "command.theme": "Change the theme",
  "command.language": "Switch to Korean (한국어)",
  "command.cancel": "Cancel reading",
  "command.tab": (p: { what: string }) => `Details: ${p.what}`,
  "command.view": (p: { what: string }) => `View: ${p.what}`,
};
