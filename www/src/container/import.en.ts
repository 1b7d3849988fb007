// Containers that are imported, and a container's upper directory, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "import.button": "Import a container: a docker export, an overlay upper directory or a layer as tar",
  "import.short": "Import…",
  "import.title":
    "A docker export, an overlay2 upper directory or a layer, as a tar, becomes the read-write layer of a container. Or drop it onto the stack.",
  "import.drop": "Drop to lay it on the image as a container",
  "import.reading": (p: { file: string }) => `Reading ${p.file}`,
  "import.heading": (p: { file: string }) => `Container from ${p.file}`,
  "import.kind": "Taken as",
  "import.kind.export": "docker export: all files of a container",
  "import.kind.upper": "upper directory of overlay2",
  "import.kind.layer": "one layer",
  "import.place": "Stands on",
  "import.place.option": (p: { image: string; n: string }) =>
    `${p.image}, ${p.n === "1" ? "layer 1" : `layers 1 to ${p.n}`}`,
  "import.fit.export": (p: { of: string; equal: string; changed: string; missing: string; added: string }) =>
    `Of ${s(p.of, "file")} of the image ${p.equal} are the same in it, ${p.changed} differ, ${p.missing} are missing; new: ${p.added}.`,
  "import.fit.other": (p: { of: string; equal: string; missing: string; already: string }) =>
    `Of ${s(p.of, "directory or whiteout", "directories and whiteouts")} ${p.equal} find below what they need; ${p.missing} do not. ${s(p.already, "file is", "files are")} there already.`,
  "import.none": "It fits none of the images that have been read. Choose a place to lay it on one all the same.",
  "import.again": "Place it there",
  "import.did": (p: { id: number; file: string; kind: string; n: number; named: string }) =>
    `Container ${p.id} from ${p.file}, taken as ${p.kind}, on ${s(p.n, "layer")} of ${p.named}.`,
  "import.failed": (p: { file: string; why: string }) => `${p.file} can’t be imported: ${p.why}`,

  "upper.title": "The layer as files",
  "upper.form": "Whiteouts as",
  "upper.form.layer": "files, in a layer’s tar",
  "upper.form.overlay": "devices, on overlay2’s disk",
  "upper.says.layer":
    "As docker commit and docker save write it: what is gone is an empty file .wh.NAME, and .wh..wh..opq in a directory hides all that lower layers have in it.",
  "upper.says.overlay":
    "As it lies on the engine’s disk: what is gone is a character device 0,0 of its name, and trusted.overlay.opaque on a directory hides all that lower layers have in it.",
  "upper.none": "Nothing is in it yet.",
  "upper.range": (p: { from: string; to: string; n: string; size: string }) =>
    `${p.from}–${p.to} of ${s(p.n, "entry", "entries")}, ${p.size} of content`,
  "upper.whiteout": "whiteout",
  "upper.opaque": "opaque",

  "container.field.createdBy": "Created by, in the history",
  "container.createdBy.text":
    "docker commit writes the container’s command here, whatever was typed in it since. Say what was done instead, if you like.",
  "container.saveImage.hashing":
    "Compressed layers are named by their digests: the archive can be saved once all are verified.",

  "shell.noFile": (p: { path: string }) => `${p.path} is no file with bytes: copy it to “-”, as a tar.`,
  "shell.choose": (p: { path: string }) => `Choose the file that becomes ${p.path}.`,
};
