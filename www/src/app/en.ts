// The page around its features, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "app.title": "Layerscope",

  "header.image": "Image",
  "header.untagged": "untagged",
  "header.layers": (p: { n: string }) => s(p.n, "layer"),
  "header.open": "Open…",
  "header.languageName": "한국어",
  "header.theme.auto": "Theme: system. Switch to light",
  "header.theme.light": "Theme: light. Switch to dark",
  "header.theme.dark": "Theme: dark. Switch to the system’s",
  "header.help": "Keyboard and help",
  "header.parts": "Parts of the page",

  "start.title": "What is in your container image?",
  "start.lead":
    "Drop an image archive anywhere on this page. See its read-only layers and the files that a container would see. Then run a container on top, and change its files.",
  "start.open": "Open image archive",
  "start.openFolder": "Open folder",
  "start.sample": "Try a sample",
  "start.or": "or drop a file or folder here, or paste a file",
  "start.how": "How to make an archive",
  "start.how.docker": "Docker",
  "start.how.podman": "Podman",
  "start.how.skopeo": "skopeo, without any engine",
  "start.formats": "OCI layouts (tar or folder) and unpacked archives work, too. So do gzip, zstd, xz and bzip2.",
  "start.promise": "Nothing is uploaded",
  "start.promise.text":
    "This page reads the file on this computer. Its security policy (connect-src 'none') forbids every network connection, and the browser enforces that.",
  "start.promise.check":
    "Check it: open the Network tab of the developer tools and drop a file. Or disconnect this computer first: the page works the same.",
  "start.drop": "Drop to open",
  "start.drop.text": "It stays on this computer",

  "opening.title": (p: { file: string }) => `Opening ${p.file}`,
  "opening.listing": (p: { n: string }) => `Listing the folder: ${s(p.n, "file")}`,
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

  "notice.cancelled": "Stopped. The page keeps no part of the file.",
  "notice.verifyStopped": "Verification stopped.",
  "notice.copied": "Copied",
  "notice.notCopied": "The browser did not allow the copy.",

  "footer.verified": (p: { done: string; all: string }) => `${p.done} of ${p.all} layers verified`,
  "footer.mismatch": (p: { n: string }) => `${s(p.n, "layer")} with a wrong digest`,
  "footer.damaged": (p: { n: string }) => `${s(p.n, "layer")} damaged`,
  "footer.missing": (p: { n: string }) => `${s(p.n, "layer")} missing`,
  "footer.unreadable": (p: { n: string }) => `${s(p.n, "layer")} not readable`,
  "footer.limited": (p: { n: string }) => `${s(p.n, "layer")} shown in part`,
  "footer.away": (p: { n: string }) => `${s(p.n, "layer")} left out on purpose`,
  "footer.unnamed": "no digest to verify against",
  "footer.stopped": "verification stopped",
  "footer.dead": (p: { dead: string; size: string }) => `${p.dead} dead bytes of ${p.size}`,
  "footer.private": "your file stays in this page",

  "help.title": "Keyboard",
  "help.anywhere": "Anywhere",
  "help.sizes": "Sizes are as Docker counts them: 1 kB is 1,000 bytes. Hover over a size for the exact bytes.",

  "save.title": "Saving",
  "save.running": "Saving",
  "save.running.of": (p: { name: string }) => `Saving ${p.name}`,
  "save.busy": (p: { name: string }) => `The page saves one file at a time. It still saves ${p.name}.`,
  "save.done": (p: { name: string }) => `Saved as ${p.name}`,
  "save.failed": (p: { name: string }) => `${p.name} could not be saved`,
  "save.stopped": "Saving stopped.",
  "save.renamed": "Saved under another name, because some computers can’t write the original one:",
  "save.partly": "Some parts could not be read. All other parts are saved.",
  "save.more": (p: { n: string }) => `and ${p.n} more`,
  "save.root": "root",
  "save.viewName": (p: { image: string; n: number }) => `${p.image} up to layer ${p.n}`,
  "save.layer": "Save layer as tar",
  "save.layer.text": "The layer’s decompressed tar: the bytes that its diff_id is the digest of",
  "save.view": "Save merged view as tar",
  "save.viewAt": (p: { n: number }) => `Save view of layer ${p.n} as tar`,
  "save.view.text": "The files that a container of the chosen layer would see",

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
