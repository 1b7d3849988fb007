// The overlay diagram, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "diagram.title": (p: { path: string }) => `Which layers make up ${p.path}?`,
  "diagram.label": (p: { path: string }) => `Overlay diagram of ${p.path}`,
  "diagram.says": (p: { names: string; touch: string; layers: string }) =>
    `${s(p.names, "name")} · ${p.touch} of ${s(p.layers, "layer")} change it`,
  "diagram.not": (p: { n: number }) => `not in the merged view of layer ${p.n}`,
  "diagram.several": "Only changed names",
  "diagram.several.title": "Only names that more than one layer stores, and removed names",
  "diagram.up": (p: { path: string }) => `Up to ${p.path}`,
  "diagram.top": "The root has no parent directory",
  "diagram.into": (p: { name: string }) => `Open ${p.name}`,
  "diagram.merged": "Merged view",
  "diagram.merged.sub": (p: { n: number }) => `seen from layer ${p.n}`,
  "diagram.merged.rootfs": "files that a process sees",
  "diagram.atHeight": "the chosen height",
  "diagram.above": (p: { n: number }) => `above layer ${p.n}: not in this view`,
  "diagram.choose": (p: { n: number }) => `Look from layer ${p.n}`,
  "diagram.none": "The directory is empty: no layer has a name in it.",
  "diagram.none.several": "No name in it is stored by more than one layer, and no name is removed.",
  "diagram.from": (p: { n: number }) => `from layer ${p.n}`,
  "diagram.gone": "removed",
  "diagram.goneBy": (p: { n: number }) => `removed by layer ${p.n}`,
  "diagram.later": (p: { n: number }) => `not yet: layer ${p.n} adds it`,
  "diagram.later.short": "not yet",
  "diagram.seen": "visible",
  "diagram.shines": "merged with the layers above it",
  "diagram.hidden": "stored, hidden",
  "diagram.hiddenBy": (p: { n: number }) => `stored, hidden by layer ${p.n}`,
  "diagram.copied": (p: { n: number }) => `copied up from layer ${p.n}`,
  "diagram.folder": "directory",
  "diagram.implied": "directory, implied",
  "diagram.whiteout": "whiteout",
  "diagram.whiteout.first": "whiteout, then new",
  "diagram.nothing": "whiteout of nothing",
  "diagram.covered": "hidden",
  "diagram.opaque": "opaque",
  "diagram.change.added": "added",
  "diagram.change.content": "content changed",
  "diagram.change.attributes": "attributes changed",
  "diagram.change.replaced": "replaced",
  "diagram.change.unchanged": "written again",
  "diagram.change.below": "changed inside",
  "diagram.below.short": "contents",
  "diagram.floor.opaque": "opaque: hides the directory of lower layers",
  "diagram.floor.whiteout": "whiteout of the directory: hides lower layers",
  "diagram.floor.other": "not a directory here: hides lower layers",
  "diagram.floor.parent": "a parent directory hides lower layers here",
  "diagram.fold.untouched": (p: { from: string; to: string }) =>
    p.from === p.to ? `layer ${p.from} does not change it` : `layers ${p.from}–${p.to} do not change it`,
  "diagram.fold.unread": (p: { from: string; to: string }) =>
    p.from === p.to ? `layer ${p.from} is not read yet` : `layers ${p.from}–${p.to} are not read yet`,
  "diagram.fold.unreadable": (p: { from: string; to: string }) =>
    p.from === p.to
      ? `layer ${p.from} can’t be read: its changes are unknown`
      : `layers ${p.from}–${p.to} can’t be read: their changes are unknown`,
  "diagram.key.seen": "visible",
  "diagram.key.hidden": "stored, hidden",

  "help.diagram": "In the overlay diagram",
  "help.diagram.move": "one name or one layer on",
  "help.diagram.ends": "first and last name; one page",
  "help.diagram.enter": "directory: go in; version: its details; layer: choose its height",
  "help.diagram.up": "go to the parent directory; ← in the column of layers, too",
  "help.follow": "go to the target of the link",
};
