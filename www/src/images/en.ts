// Several images, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "archives.several": (p: { file: string; n: number }) => `${p.file} and ${p.n} more`,
  "archives.adding": "Adding archives",
  "archives.reading": (p: { of: number; file: string; at: number }) =>
    p.of === 1 ? `Reading ${p.file}…` : `Reading ${p.file}, ${p.at} of ${p.of}…`,
  "archives.stopped": "Stopped. Archives that the page had not read are not added.",
  "archives.opened": (p: { n: number; images: number }) =>
    `Opened ${p.n === 1 ? "1 archive" : `${p.n} archives`} with ${p.images === 1 ? "1 image" : `${p.images} images`}.`,
  "archives.refused": (p: { file: string | null; why: string }) => `${p.file} could not be opened: ${p.why}`,
  "images.door": "Images",
  "images.door.title":
    "Several images: shared layers, the cost of a pull, differences of two images, the effect of squashing",
  "images.title": "Several images",
  "images.images": "Images",
  "images.tab.sharing": "Sharing",
  "images.tab.pull": "Pull",
  "images.tab.compare": "Compare",
  "images.tab.whatif": "What if",
  "images.ask.sharing": "Which layers do these images share?",
  "images.ask.pull": "What would a pull download?",
  "images.ask.compare": "What differs?",
  "images.ask.whatif": (p: { name: string }) =>
    p.name ? `What would squashing ${p.name} save and cost?` : "What would squashing save and cost?",
  "images.back": "Back to the files (Esc)",
  "images.add": "Add archive…",
  "images.add.title": "Open more archives beside this one",
  "images.alone": "Only one image is open. This view needs another image.",
  "images.alone.how":
    "Drop a second archive on this page, or choose files with “Add archive…”. One archive can hold several images: docker save IMAGE IMAGE.",
  "images.files": (p: { n: number }) => s(p.n, "archive"),
  "images.more": (p: { n: string }) => `${p.n} more`,
  "images.drop": "Drop to add this archive",

  "images.landed.title": "Added",
  "images.landed": (p: { file: string; n: number }) => `${p.file} is open, too, with ${s(p.n, "image")}.`,
  "images.landed.text": (p: { n: number }) => `The list in the header has ${s(p.n, "image")} now.`,
  "images.landed.share": "Shared layers",
  "images.landed.show": "Show it",
  "images.landed.instead": "Open only this",

  "images.drawing": "Drawing of the stacks",
  "images.sharing.label": (p: { n: string; layers: string }) =>
    `${s(p.n, "image")} as stacks; shared layers are drawn once. ${s(p.layers, "stored layer")} in all. The table below has the same figures.`,
  "images.pull.label": (p: { name: string }) =>
    `The layers of ${p.name}: already there, or to download. The table below has the same figures.`,
  "images.by": (p: { n: string }) => s(p.n, "image"),
  "images.cap": (p: { stored: string; own: string }) => `${p.stored}, ${p.own} unique`,
  "images.cap.own": (p: { own: string }) => `${p.own} unique`,
  "images.cap.title": (p: { stored: string; own: string }) => `${p.stored} in its layers, ${p.own} in this image alone`,
  "images.twin.title": (p: { letter: string }) =>
    `≡${p.letter}: another layer stores the same content, on other layers`,
  "images.legend.wide": "The base is at the bottom. A wide block is one layer that several images share.",
  "images.legend.none": "The base is at the bottom. The images share no layer.",
  "images.legend.heights": "A block is as tall as its layer has stored bytes, but at least one line.",
  "images.legend.sizes":
    "Sizes here are those of the stored layer tars, headers included. Sizes in the stack are those of the files.",
  "images.legend.colour": (p: { name: string }) => `In colour: the layers of ${p.name}, the image that is shown.`,
  "images.legend.twin": "the same content on other layers: a registry stores it once, a host each time.",
  "images.sum": "Every image on its own",
  "images.once": "Shared layers once, as on a host",
  "images.saved": "Saved by sharing",
  "images.content": "Same content once, as in a registry",
  "images.table": "As a table",

  "images.pull.want": "Pull",
  "images.pull.have": "Already on the machine",
  "images.pull.says": (p: { name: string; n: string; of: string; size: string }) =>
    `Pulling ${p.name} downloads ${p.n} of ${s(p.of, "layer")}: ${p.size}.`,
  "images.pull.nothing": (p: { name: string }) => `Pulling ${p.name} downloads no layer: the machine has all of them.`,
  "images.pull.least": (p: { size: string }) => `${p.size} or more`,
  "images.unknown": "unknown",
  "images.pull.kept": (p: { size: string; share: string }) => `${p.size} (${p.share}) already there`,
  "images.pull.plain":
    "“tar” after a size: this archive stores a plain tar, headers included. A registry sends it compressed, which is less.",
  "images.pull.caption": (p: { name: string }) => `Layers of ${p.name}, top first`,
  "images.pull.state": "Pull",
  "images.pull.has": "already there",
  "images.pull.by": (p: { name: string }) => `with ${p.name}`,
  "images.pull.get": "downloaded",
  "images.pull.again": (p: { n: string }) => `with layer ${p.n}, which has the same content`,
  "images.pull.total": "Total download",

  "images.left": "From",
  "images.right": "to the shown image,",
  "images.left.short": "Left",
  "images.right.short": "Right",
  "images.compare.go": "Compare",
  "images.compare.wait": "You can compare once the page has read the shown image.",
  "images.compare.text":
    "The page reads the layers of the other image. Changes go from the left image to the right image, which is the shown one.",
  "images.compare.running": "Reading the other image…",
  "images.compare.proving": "Comparing all bytes…",
  "images.compare.prove": "Compare all bytes",
  "images.compare.uncertain":
    "Not all bytes are hashed yet. Files of the same size and time count as the same content, and moved files are not known.",
  "images.compare.unread": (p: { left: string; right: string }) =>
    `Some layers could not be read to the end, so files may seem added or removed.${p.left ? ` Left: ${p.left}.` : ""}${p.right ? ` Right: ${p.right}.` : ""}`,
  "images.compare.sizes": (p: { left: string; right: string; more: string }) => `${p.left} → ${p.right} (${p.more}).`,
  "images.compare.common": (p: { common: string; one: boolean; left: string; right: string }) =>
    `${p.common === "0" ? "No layer is" : p.one ? "The lowest layer is" : `The lowest ${p.common} layers are`} the same, of ${p.left} on the left and ${p.right} on the right.`,
  "images.verdict.same": "The same image: one id.",
  "images.verdict.identical": "Identical files: all paths, bytes and attributes are the same.",
  "images.verdict.rebuild": (p: { times: string }) =>
    `A rebuild: other digests, but the same files${p.times === "0" ? "." : `; only the times of ${s(p.times, "path")} differ.`}`,
  "images.verdict.different": (p: { n: string; times: string }) =>
    `Different files: ${s(p.n, "path")} ${p.n === "1" ? "differs" : "differ"}${p.times === "0" ? "" : `, ${p.times} of them only in time`}.`,
  "images.sign": "Difference",
  "images.layer.right": "only on the right",
  "images.layer.left": "only on the left",
  "images.layer.equal": "the same layer",
  "images.layer.files": "another digest, the same files except for times",
  "images.layer.differs": "differs",
  "images.config.key": "Setting",
  "images.config.none": "not set",
  "images.config.same": "The configs do not differ.",
  "images.history.same": (p: { n: string }) => `The histories do not differ: ${s(p.n, "entry", "entries")}.`,
  "images.files.none": (p: { n: string }) => `No path differs: ${p.n} are equal.`,
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
  "images.onlyLeft": "The shown image does not have this path",
  "images.goTo": (p: { path: string }) => `Go to ${p.path}`,
  "images.rows": (p: { from: string; to: string; total: string }) => `${p.from}–${p.to} of ${s(p.total, "path")}`,
  "images.rows.none": "No path matches.",

  "images.whatif.wait": "The page shows this once it has read all layers.",
  "images.whatif.one": "The image has at most one layer, so there is nothing to merge.",
  "images.whatif.now": (p: { layers: string; size: string; dead: string; pull: string }) =>
    `Now: ${s(p.layers, "layer")}, ${p.size}, with ${p.dead} of dead bytes. When only the top layer changes, a pull downloads ${p.pull}.`,
  "images.stable": (p: { name: string; n: number; above: number }) =>
    `${p.n === 1 ? "Layer 1 is" : `Layers 1 to ${p.n} are`} the same as in ${p.name}. Merge from layer ${p.above} to keep them shared.`,
  "images.stable.none": (p: { name: string }) => `Layer 1 already differs from ${p.name}: the images share no layer.`,
  "images.stable.top": (p: { name: string }) =>
    `Only the top layer differs from ${p.name}. Merged layers are no longer shared with it.`,
  "images.stable.all": (p: { name: string }) => `${p.name} has all these layers, too.`,
  "images.whatif.step": "Merge from layer",
  "images.whatif.lower": "One layer lower",
  "images.whatif.higher": "One layer higher",
  "images.whatif.all": "All layers into one",
  "images.whatif.nothing": "No layer merged",
  "images.whatif.from": (p: { n: string; to: string }) => `Layers ${p.n} to ${p.to} into one`,
  "images.whatif.range": (p: { from: string; to: string }) => `${p.from} to ${p.to}`,
  "images.whatif.merge": (p: { from: string; to: string; layers: string }) =>
    `Layers ${p.from} to ${p.to} become one; ${p.layers === "1" ? "1 layer is" : `${p.layers} layers are`} left.`,
  "images.whatif.saved": "Saved",
  "images.whatif.after": (p: { size: string }) => `${p.size} left`,
  "images.whatif.unshared": "No longer shared",
  "images.whatif.with": (p: { names: string }) => `with ${p.names}`,
  "images.whatif.pull": "Pull for an update",
  "images.whatif.instead": (p: { size: string }) => `instead of ${p.size}`,
  "images.whatif.merged": "Merged layers",
  "images.whatif.size": "Image size",
  "images.whatif.sharers": "With",
  "images.whatif.runs": "Layers that are worth merging",
  "images.whatif.clean": "No layer stores bytes that another one hides: merging saves nothing.",
  "images.whatif.table": "From a layer to the top",
  "images.whatif.units":
    "Bytes are those of the files, uncompressed. An update changes the top layer alone. A pull then downloads this layer with all layers merged into it.",
  "images.chart.across": "layers merged from the top down",
  "images.chart.size": "stored",
  "images.chart.pull": "pull for update",
  "images.chart.unshared": "no longer shared",
  "images.chart.label": (p: { layers: string; before: string; after: string; pull: string; pullAfter: string }) =>
    `From no merged layer to all ${p.layers} layers merged. Stored bytes go from ${p.before} to ${p.after}. The pull for an update goes from ${p.pull} to ${p.pullAfter}. The tables below have all steps.`,

  "help.images": "several images: sharing, pull, compare, squash",
};
