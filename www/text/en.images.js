// Several images side by side, in English.

import { s } from "./plural.js";

/** @typedef {any} P */

export const images = {
  "images.door": "Images",
  "images.door.title":
    "Several images: what they share, what a pull costs, how two differ, what squashing would change",
  "images.title": "Several images",
  "images.images": "Images",
  "images.tab.sharing": "Sharing",
  "images.tab.pull": "Pull",
  "images.tab.compare": "Compare",
  "images.tab.whatif": "What if",
  "images.ask.sharing": "Which layers do these images share?",
  "images.ask.pull": "What would a pull download?",
  "images.ask.compare": "What differs?",
  "images.ask.whatif": (/** @type {P} */ p) =>
    p.name ? `What would squashing ${p.name} save, and cost?` : "What would squashing save, and cost?",
  "images.back": "Back to the files (Esc)",
  "images.add": "Add archive…",
  "images.add.title": "Open further archives beside this one",
  "images.alone": "Only one image is open. This needs another one beside it.",
  "images.alone.how":
    "Drop a second archive anywhere on this page, or choose further files with “Add archive…”. An archive can hold several images, too: docker save IMAGE IMAGE.",
  "images.files": (/** @type {P} */ p) => s(p.n, "archive"),
  "images.more": (/** @type {P} */ p) => `${p.n} more`,
  "images.drop": "Drop to add beside",

  "images.landed.title": "Added",
  "images.landed": (/** @type {P} */ p) => `${p.file} is open beside, with ${s(p.n, "image")}.`,
  "images.landed.text": (/** @type {P} */ p) => `The header’s list has ${s(p.n, "image")} now.`,
  "images.landed.share": "What is shared?",
  "images.landed.show": "Show it",
  "images.landed.instead": "Open it instead",

  "images.drawing": "Drawing of the stacks",
  "images.sharing.label": (/** @type {P} */ p) =>
    `${s(p.n, "image")} as stacks on common trunks of ${s(p.layers, "stored layer")}. The table below tells the same.`,
  "images.pull.label": (/** @type {P} */ p) =>
    `The layers of ${p.name} that are there already and those that are downloaded. The table below tells the same.`,
  "images.by": (/** @type {P} */ p) => s(p.n, "image"),
  "images.cap": (/** @type {P} */ p) => `${p.stored}, own ${p.own}`,
  "images.cap.own": (/** @type {P} */ p) => `own ${p.own}`,
  "images.cap.title": (/** @type {P} */ p) => `${p.stored} in its layers; only in this image: ${p.own}`,
  "images.twin.title": (/** @type {P} */ p) => `≡${p.letter}: the same content is stored at another place, too`,
  "images.legend.wide": "Base at the bottom; a wide block is one layer that several images share.",
  "images.legend.none": "Base at the bottom; no layer is shared.",
  "images.legend.heights": "Heights are as the bytes that are stored, but a layer is at least one line tall.",
  "images.legend.sizes":
    "Sizes here are of the layers’ tars as they are stored, headers included; those in the stack of layers are of the files.",
  "images.legend.colour": (/** @type {P} */ p) => `In colour: the layers of ${p.name}, the shown image.`,
  "images.legend.twin": "the same content at another place: a registry stores it once, a host each time.",
  "images.sum": "All images, each for itself",
  "images.once": "Stored once, as a host does",
  "images.saved": "Saved by sharing",
  "images.content": "In a registry, equal content once",
  "images.table": "The same as a table",

  "images.pull.want": "Pull",
  "images.pull.have": "The machine has",
  "images.pull.says": (/** @type {P} */ p) => `Pulling ${p.name} downloads ${p.n} of ${s(p.of, "layer")}: ${p.size}.`,
  "images.pull.nothing": (/** @type {P} */ p) => `Pulling ${p.name} downloads no layer: all are there.`,
  "images.pull.kept": (/** @type {P} */ p) => `${p.size} (${p.share}) there already`,
  "images.pull.plain":
    "“tar” behind a size: of the plain tar, headers included, as this archive stores it. A registry sends it compressed, so less.",
  "images.pull.caption": (/** @type {P} */ p) => `Layers of ${p.name}, top first`,
  "images.pull.state": "Pull",
  "images.pull.has": "already there",
  "images.pull.by": (/** @type {P} */ p) => `with ${p.name}`,
  "images.pull.get": "downloaded",
  "images.pull.again": (/** @type {P} */ p) => `with layer ${p.n}: the same content`,
  "images.pull.total": "Downloaded in all",

  "images.left": "From",
  "images.right": "to the shown image,",
  "images.left.short": "Left",
  "images.right.short": "Right",
  "images.compare.go": "Compare",
  "images.compare.wait": "As soon as the shown image has been read.",
  "images.compare.text":
    "The other image’s layers are read for this. A change is told as from the left image to the right, the shown one.",
  "images.compare.running": "Reading the other image…",
  "images.compare.proving": "Comparing by the bytes…",
  "images.compare.prove": "Compare by the bytes",
  "images.compare.uncertain":
    "Not all bytes are hashed yet: the same size and time pass for the same content, and moves are not known.",
  "images.compare.unread": (/** @type {P} */ p) =>
    `Layers that could not be read whole may make files seem added or removed.${p.left ? ` Left: ${p.left}.` : ""}${p.right ? ` Right: ${p.right}.` : ""}`,
  "images.compare.sizes": (/** @type {P} */ p) => `${p.left} → ${p.right} (${p.more}).`,
  "images.compare.common": (/** @type {P} */ p) =>
    `${p.common === "0" ? "No layer is" : p.one ? "The lowest layer is" : `The lowest ${p.common} layers are`} the same, of ${p.left} on the left and ${p.right} on the right.`,
  "images.verdict.same": "The same image: one id.",
  "images.verdict.identical": "Identical files: every path, its bytes and attributes are the same.",
  "images.verdict.rebuild": (/** @type {P} */ p) =>
    `A rebuild: other digests, but the same files${p.times === "0" ? "." : `; nothing but times differs, of ${s(p.times, "path")}.`}`,
  "images.verdict.different": (/** @type {P} */ p) =>
    `Really different: ${s(p.n, "path")} ${p.n === "1" ? "differs" : "differ"}${p.times === "0" ? "" : `, ${p.times} of them by nothing but time`}.`,
  "images.sign": "Difference",
  "images.layer.right": "only on the right",
  "images.layer.left": "only on the left",
  "images.layer.equal": "the same layer",
  "images.layer.files": "another digest, the same files but for times",
  "images.layer.differs": "differs",
  "images.config.key": "Setting",
  "images.config.none": "not set",
  "images.config.same": "The configs do not differ.",
  "images.history.same": (/** @type {P} */ p) => `The histories do not differ: ${s(p.n, "entry", "entries")}.`,
  "images.files.none": (/** @type {P} */ p) => `No path differs: ${p.n} are equal.`,
  "images.files.caption": "Paths that differ, the largest change first",
  "images.filter": "Which differences",
  "images.filter.all": "All",
  "images.filter.text": "Filter paths, as in the search",
  "images.status.added": "added",
  "images.status.changed": "changed",
  "images.status.removed": "removed",
  "images.status.moved": "moved",
  "images.why": "Why",
  "images.difference": "Difference",
  "images.onlyLeft": "The shown image does not have it",
  "images.goTo": (/** @type {P} */ p) => `Go to ${p.path}`,
  "images.rows": (/** @type {P} */ p) => `${p.from}–${p.to} of ${s(p.total, "path")}`,
  "images.rows.none": "No path fits.",

  "images.whatif.wait": "As soon as all layers have been read.",
  "images.whatif.one": "The image has one layer or none: there is nothing to merge.",
  "images.whatif.now": (/** @type {P} */ p) =>
    `Now: ${s(p.layers, "layer")}, ${p.size}, ${p.dead} of it dead. When only the top layer changes, a pull downloads ${p.pull}.`,
  "images.stable": (/** @type {P} */ p) =>
    `Beside ${p.name}, ${p.n === 1 ? "layer 1 has" : `layers 1 to ${p.n} have`} not changed: merge above, from layer ${p.above}, and they stay shared.`,
  "images.stable.none": (/** @type {P} */ p) => `Beside ${p.name}, even layer 1 has changed: nothing is shared.`,
  "images.stable.top": (/** @type {P} */ p) =>
    `Beside ${p.name}, only the top layer has changed: whatever is merged is shared less.`,
  "images.stable.all": (/** @type {P} */ p) => `${p.name} has all these layers, too.`,
  "images.whatif.step": "Merge from layer",
  "images.whatif.lower": "One layer lower",
  "images.whatif.higher": "One layer higher",
  "images.whatif.all": "All layers into one",
  "images.whatif.nothing": "Nothing merged: as it is",
  "images.whatif.from": (/** @type {P} */ p) => `Layers ${p.n} to ${p.to} into one`,
  "images.whatif.range": (/** @type {P} */ p) => `${p.from} to ${p.to}`,
  "images.whatif.merge": (/** @type {P} */ p) =>
    `Layers ${p.from} to ${p.to} become one; ${p.layers === "1" ? "1 layer is" : `${p.layers} layers are`} left.`,
  "images.whatif.saved": "Saved",
  "images.whatif.after": (/** @type {P} */ p) => `${p.size} left`,
  "images.whatif.unshared": "No longer shared",
  "images.whatif.with": (/** @type {P} */ p) => `with ${p.names}`,
  "images.whatif.pull": "Pull for an update",
  "images.whatif.instead": (/** @type {P} */ p) => `instead of ${p.size}`,
  "images.whatif.merged": "Merged layers",
  "images.whatif.size": "Image size",
  "images.whatif.sharers": "With",
  "images.whatif.runs": "Runs of layers that are worth merging",
  "images.whatif.clean": "No layer stores bytes that another one kills: merging saves nothing.",
  "images.whatif.table": "From a layer to the top",
  "images.whatif.units":
    "Bytes are those of the files’ contents, uncompressed. The update is of the top layer alone: what is merged with it is downloaded anew with it.",
  "images.chart.across": "layers merged from the top down",
  "images.chart.size": "to store",
  "images.chart.pull": "pull for update",
  "images.chart.unshared": "no longer shared",
  "images.chart.label": (/** @type {P} */ p) =>
    `From nothing merged to all ${p.layers} layers merged: bytes to store go from ${p.before} to ${p.after}, bytes to pull for an update from ${p.pull} to ${p.pullAfter}. The tables below have all steps.`,

  "help.images": "several images: sharing, pull, compare, squash",
};
