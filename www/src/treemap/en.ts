// The treemap, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "shape.treemap": "Treemap",
  "shape.treemap.title": "Treemap: where the bytes come from",

  "map.title": "Where do the bytes come from?",
  "map.label": (p: { path: string }) => `Treemap of ${p.path}`,
  "map.caption": (p: { path: string }) => `The treemap of ${p.path} as a table, directories before their entries`,
  "map.what": "Bytes of",
  "map.merged": (p: { n: number }) => `Merged view ${p.n}`,
  "map.merged.title": (p: { n: number }) => `Files that a container of layer ${p.n} sees`,
  "map.stored": "All layers",
  "map.stored.title": "Every byte that the layers store, dead bytes included",
  "map.says.merged": (p: { size: string; files: string; n: number }) =>
    `${p.size} in ${s(p.files, "file")}, as a container of layer ${p.n} sees them`,
  "map.says.stored": (p: { size: string; files: string }) => `${p.size} in ${s(p.files, "file")}, stored in all layers`,
  "map.dead": (p: { size: string }) => `${p.size} dead`,
  "map.table": "Table",
  "map.save": "Save as SVG",
  "map.way": "Path of the drawn directory",
  "map.up": "Zoom out",
  "map.none": "No file in it takes space.",
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
  "help.map.level": "into a directory’s cells, and back out",
  "help.map.enter": "zoom into a directory; a file’s details",
  "help.map.details": "details, without zooming",
  "help.map.up": "zoom out",
};
