// Containers that are imported, and a container's upper directory, in English.

import { s } from "../ui/plural.ts";

export const en = {
  "import.button": "Import a container: a docker export, an overlay upper directory or a layer as tar",
  "import.short": "Import…",
  "import.title":
    "A tar becomes the read-write layer of a container: a docker export, an overlay2 upper directory or a layer. You can also drop it on the stack.",
  "import.drop": "Drop to import it as a container of the image",
  "import.reading": (p: { file: string }) => `Reading ${p.file}`,
  "import.heading": (p: { file: string }) => `Container from ${p.file}`,
  "import.kind": "Read as",
  "import.kind.export": "docker export: all files of a container",
  "import.kind.upper": "upper directory of overlay2",
  "import.kind.layer": "one layer",
  "import.place": "On top of",
  "import.place.option": (p: { image: string; n: string }) =>
    `${p.image}, ${p.n === "1" ? "layer 1" : `layers 1 to ${p.n}`}`,
  "import.fit.export": (p: { of: string; equal: string; changed: string; missing: string; added: string }) =>
    `Of ${s(p.of, "file")} of the image, ${p.equal} are the same, ${p.changed} differ and ${p.missing} are missing. New files: ${p.added}.`,
  "import.fit.other": (p: { of: string; equal: string; missing: string; already: string }) =>
    `Of ${s(p.of, "directory or whiteout", "directories and whiteouts")} ${p.equal} fit the layers below; ${p.missing} do not. ${s(p.already, "file is", "files are")} in these layers already.`,
  "import.none": "It fits no image that is open. You can still choose the layers that it goes on.",
  "import.again": "Import it there",
  "import.did": (p: { id: number; file: string; kind: string; n: number; named: string }) =>
    `Container ${p.id} from ${p.file}, read as ${p.kind}, on ${s(p.n, "layer")} of ${p.named}.`,
  "import.failed": (p: { file: string; why: string }) => `${p.file} can’t be imported: ${p.why}`,

  "upper.title": "The layer as files",
  "upper.form": "Whiteouts as",
  "upper.form.layer": "files, in a layer’s tar",
  "upper.form.overlay": "devices, on overlay2’s disk",
  "upper.says.layer":
    "As docker commit and docker save write it. An empty file .wh.NAME is the whiteout of NAME. A file .wh..wh..opq makes its directory opaque.",
  "upper.says.overlay":
    "As the engine stores it on disk. A character device 0,0 is the whiteout of its name. The attribute trusted.overlay.opaque makes a directory opaque.",
  "upper.none": "The layer is empty.",
  "upper.range": (p: { from: string; to: string; n: string; size: string }) =>
    `${p.from}–${p.to} of ${s(p.n, "entry", "entries")}, ${p.size} of content`,
  "upper.whiteout": "whiteout",
  "upper.opaque": "opaque",

  "container.field.createdBy": "Created by, in the history",
  "container.createdBy.text":
    "docker commit writes the command that the container started with. You can write here what you did instead.",

  "shell.noFile": (p: { path: string }) => `${p.path} is not a file with content. Copy it to “-” to save it as a tar.`,
  "shell.choose": (p: { path: string }) => `Choose the file that becomes ${p.path}.`,
};
