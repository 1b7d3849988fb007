// Waste, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "details.waste": "Waste",

  "waste.title": "Which stored bytes are hidden?",
  "waste.reading": "The page counts dead bytes once it has read all layers.",
  "waste.head": (p: { dead: string; size: string }) => `${p.dead} of ${p.size} are dead bytes`,
  "waste.head.text": (p: { paths: string }) =>
    `${s(p.paths, "file version")}: one layer stores them, a later layer hides them. A build without them saves exactly these bytes.`,
  "waste.none": "No dead bytes",
  "waste.uncertain":
    "The page still hashes layers. Until then, files of the same size and time count as the same content. The sums do not change.",
  "waste.container": "Counted for the image alone, without the container’s layer.",
  "waste.layers": "Stored in one layer, hidden by another",
  "waste.layers.layer": "Layer",
  "waste.layers.dead": "Dead bytes stored",
  "waste.layers.hides": "Dead bytes hidden",
  "waste.layers.show": (p: { n: number }) => `List the dead files that layer ${p.n} stores`,
  "waste.layers.showHidden": (p: { n: number }) => `List the files that layer ${p.n} hides`,
  "waste.layers.hidden": (p: { n: string }) => `${s(p.n, "layer")} without dead bytes`,
  "waste.causes": "Causes",
  "waste.versions": (p: { n: string }) => s(p.n, "version"),

  "waste.dive": "Figures of dive",
  "waste.dive.wasted": "Wasted",
  "waste.dive.efficiency": "Efficiency",
  "waste.dive.share": "User wasted",
  "waste.dive.passes": "passes its CI defaults",
  "waste.dive.fails": "fails its CI defaults",
  "waste.dive.text":
    "dive adds up all copies of a path that layers store more than once, the visible copy included. It skips files that an opaque or a replaced directory hides.",

  "dead.title": "Files with dead bytes",
  "dead.by": "List by",
  "dead.by.path": "Files",
  "dead.by.directory": "Directories",
  "dead.cause": "Cause",
  "dead.any": "any layer",
  "dead.anyCause": "any cause",
  "dead.sum": (p: { n: string; size: string }) => `${p.n} with ${p.size}`,
  "dead.directories": (p: { n: string }) => (p.n === "1" ? "1 directory" : `${p.n} directories`),
  "dead.none": "No dead bytes match these choices.",
  "dead.row": (p: { layer: string; by: string; cause: string }) =>
    `stored in layer ${p.layer}, hidden by layer ${p.by}: ${p.cause}`,
  "dead.row.directory": (p: { paths: string; layer: string; by: string; cause: string }) =>
    `${s(p.paths, "version")}, mostly stored in layer ${p.layer} and hidden by layer ${p.by}: ${p.cause}`,

  "duplicates.title": "The same content several times",
  "duplicates.none": "No content is stored twice.",
  "duplicates.none.yet": "None found yet. The page compares contents by their hashes, and still computes these.",
  "duplicates.sum": (p: { n: string; size: string }) => `${s(p.n, "content")}: all copies but one take ${p.size}.`,
  "duplicates.first": (p: { n: string }) => `The ${p.n} largest are shown.`,
  "duplicates.copies": (p: { n: string; size: string }) => `${p.n} × ${p.size}`,
  "duplicates.all": (p: { size: string }) => `${p.size} of copies, all of them dead bytes`,
  "duplicates.part": (p: { size: string; dead: string }) =>
    `saves ${p.size}; another ${p.dead} of copies are dead bytes`,
  "duplicates.moved": "moved: only the last one is visible",
  "duplicates.dead": "dead",
  "duplicates.more": (p: { n: string }) => `and ${p.n} more`,

  "advice.none": "Layerscope finds no change that is worth making.",
  "advice.none.yet": "Nothing found yet.",
  "advice.dead": "dead bytes",
  "advice.live": "still visible",
  "advice.stored": (p: { one: boolean; n: string }) => `in ${p.one ? "layer" : "layers"} ${p.n}`,
  "advice.hiddenBy": (p: { n: string }) => `, hidden by layer ${p.n}`,
  "advice.files": "Largest files",
  "advice.unknown": "Another way to save bytes",
  "export.csv-dead": "Dead bytes, CSV",
  "export.csv-dead.text": "each with the layer that stores it and the layer that hides it",
  "footer.dead": (p: { dead: string; size: string }) => `${p.dead} dead bytes of ${p.size}`,
};
