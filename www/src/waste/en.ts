// Waste, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "details.waste": "Waste",

  "waste.title": "What is stored for nothing?",
  "waste.reading": "Known once all layers have been read.",
  "waste.head": (p: { dead: string; size: string }) => `${p.dead} of ${p.size} are dead`,
  "waste.head.text": (p: { paths: string }) =>
    `${s(p.paths, "version")} of files that the finished image no longer shows. A rebuild without them saves exactly that.`,
  "waste.none": "No byte is dead",
  "waste.uncertain":
    "Layers are still being hashed: until then, the same size and time count as the same content. Sums stay as they are.",
  "waste.container": "Of the image as it was read. The container’s layer is not counted.",
  "waste.layers": "Stored in one layer, hidden by another",
  "waste.layers.layer": "Layer",
  "waste.layers.dead": "Stored, dead",
  "waste.layers.hides": "Hides",
  "waste.layers.show": (p: { n: number }) => `List the dead files that layer ${p.n} stores`,
  "waste.layers.showHidden": (p: { n: number }) => `List the files that layer ${p.n} hides`,
  "waste.layers.hidden": (p: { n: string }) => `${s(p.n, "layer")} without dead bytes`,
  "waste.causes": "Causes",
  "waste.versions": (p: { n: string }) => s(p.n, "version"),

  "waste.dive": "What dive says",
  "waste.dive.wasted": "Wasted",
  "waste.dive.efficiency": "Efficiency",
  "waste.dive.share": "User wasted",
  "waste.dive.passes": "passes its CI defaults",
  "waste.dive.fails": "fails its CI defaults",
  "waste.dive.text":
    "dive adds up every copy of a path that was written more than once, the one that is seen included, and counts nothing for files that an opaque or a replaced directory hides.",

  "dead.title": "Dead files",
  "dead.by": "List by",
  "dead.by.path": "Files",
  "dead.by.directory": "Directories",
  "dead.cause": "Cause",
  "dead.any": "any layer",
  "dead.anyCause": "any cause",
  "dead.sum": (p: { n: string; size: string }) => `${p.n} with ${p.size}`,
  "dead.directories": (p: { n: string }) => (p.n === "1" ? "1 directory" : `${p.n} directories`),
  "dead.none": "Nothing dead fits these choices.",
  "dead.row": (p: { layer: string; by: string; cause: string }) =>
    `stored in layer ${p.layer}, hidden by layer ${p.by}: ${p.cause}`,
  "dead.row.directory": (p: { paths: string; layer: string; by: string; cause: string }) =>
    `${s(p.paths, "version")}, mostly stored in layer ${p.layer} and hidden by layer ${p.by}: ${p.cause}`,

  "duplicates.title": "The same content several times",
  "duplicates.none": "No content is stored twice.",
  "duplicates.none.yet": "None found yet: contents are compared by their hashes, which are being made.",
  "duplicates.sum": (p: { n: string; size: string }) => `${s(p.n, "content")}: all copies but one take ${p.size}.`,
  "duplicates.first": (p: { n: string }) => `The ${p.n} largest are shown.`,
  "duplicates.copies": (p: { n: string; size: string }) => `${p.n} × ${p.size}`,
  "duplicates.all": (p: { size: string }) => `${p.size} of copies, dead already`,
  "duplicates.part": (p: { size: string; dead: string }) => `saves ${p.size}, ${p.dead} more is dead already`,
  "duplicates.moved": "moved: only the last one is seen",
  "duplicates.dead": "dead",
  "duplicates.more": (p: { n: string }) => `and ${p.n} more`,

  "advice.none": "Nothing that is worth a change was found.",
  "advice.none.yet": "Nothing found yet.",
  "advice.dead": "dead already",
  "advice.live": "still seen",
  "advice.stored": (p: { one: boolean; n: string }) => `in ${p.one ? "layer" : "layers"} ${p.n}`,
  "advice.hiddenBy": (p: { n: string }) => `, hidden by layer ${p.n}`,
  "advice.files": "The largest",
  "advice.unknown": "Something that can be saved",
  "export.csv-dead": "Dead bytes, CSV",
  "export.csv-dead.text": "each with the layer that stores it and the layer that hides it",
};
