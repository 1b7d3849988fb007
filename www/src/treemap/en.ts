// The treemap, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "shape.treemap": "Treemap",
  "shape.treemap.title": "Treemap: where the bytes come from",

  "map.title": "Where do the bytes come from?",
  "map.label": (p: { path: string }) => `Treemap of ${p.path}`,
  "map.caption": (p: { path: string }) => `What the treemap of ${p.path} draws, directories above what is in them`,
  "map.what": "Of what",
  "map.merged": (p: { n: number }) => `Merged view ${p.n}`,
  "map.merged.title": (p: { n: number }) => `What a container of layer ${p.n} sees`,
  "map.stored": "All stored",
  "map.stored.title": "Every byte that any layer stores, dead ones too",
  "map.says.merged": (p: { size: string; files: string; n: number }) =>
    `${p.size} in ${s(p.files, "file")}, as layer ${p.n} sees them`,
  "map.says.stored": (p: { size: string; files: string }) => `${p.size} in ${s(p.files, "file")}, stored in all layers`,
  "map.dead": (p: { size: string }) => `${p.size} dead`,
  "map.table": "Table",
  "map.save": "Save as SVG",
  "map.way": "The way to what is drawn",
  "map.up": "Zoom out",
  "map.none": "Nothing in it takes any room.",
  "map.rest": (p: { n: string; path: string }) => `${p.n} smaller${p.path ? ` in ${p.path}` : ""}`,
  "map.files": (p: { n: string }) => s(p.n, "file"),
  "map.mostly": (p: { n: number }) => `mostly from layer ${p.n}`,
  "map.from": (p: { n: number }) => `from layer ${p.n}`,
  "map.legend": "Colours",
  "map.legend.dead": "dead",
  "map.legend.more": (p: { n: string }) => `and ${s(p.n, "layer")} more`,
  "map.column.path": "Path",
  "map.column.size": "Size",
  "map.column.files": "Files",
  "map.column.dead": "Dead",
  "map.column.layer": "Layer",
  "help.map": "In the treemap",
  "help.map.move": "go to the cell on that side",
  "help.map.level": "into a directory’s cells, and back to it",
  "help.map.enter": "zoom into a directory; a file’s details",
  "help.map.details": "details, without zooming",
  "help.map.up": "zoom out",
};
