// Containers and their shell, in English.

import { s } from "../ui/plural.ts";

const layers = (p: { layer: string | null }) => (p.layer === null ? "the layers below" : `layer ${p.layer}`);

export const en = {
  "container.name": (p: { n: string }) => `container ${p.n}`,
  "container.all": "Containers of this image",
  "container.run": "Run a container",
  "container.run.from": (p: { n: string }) => `Run a container from layer ${p.n}`,
  "container.run.short": "Run",
  "container.run.title": (p: { n: string }) =>
    `An empty read-write layer on top of ${p.n === "1" ? "layer 1" : `layers 1 to ${p.n}`}`,
  "container.show": (p: { n: string; layers: string }) => `Show container ${p.n}, on ${s(p.layers, "layer")}`,
  "container.imageAlone": "image",
  "container.imageAlone.title": "Show the image alone, without a container",
  "container.others": (p: { n: string }) => `${p.n} other containers`,
  "container.shares": (p: { n: string; size: string; name: string }) =>
    `shares ${s(p.n, "layer")}, ${p.size} with ${p.name}`,
  "container.entries": (p: { n: string }) => s(p.n, "entry", "entries"),
  "container.bar": "Change the container’s files",
  "container.key": (p: { what: string; key: string }) => `${p.what} (${p.key})`,
  "container.undo": "Undo",
  "container.redo": "Redo",
  "container.reset": "Restart from empty",
  "container.remove": "Remove the container",
  "container.remove.text": (p: { n: string; size: string }) =>
    `This deletes its read-write layer: ${s(p.n, "entry", "entries")}, ${p.size}. Undo does not bring it back. The image does not change.`,
  "container.removed": (p: { id: number }) => `Container ${p.id} removed. The image is unchanged.`,
  "container.commit": "Commit",
  "container.commit.text":
    "The read-write layer becomes the top read-only layer of a new image. Both images share all other layers.",
  "container.did.commit": (p: { id: number; name: string; n: number; count: string; kept: number; size: string }) =>
    `Committed container ${p.id}${p.name ? ` as ${p.name}` : ""}: ${p.n === 0 ? "nothing had changed, so there is no new layer" : `its layer, ${s(p.count, "entry", "entries")}, is read-only now`}. The new image shares ${s(String(p.kept), "layer")}, ${p.size}, with the old image.`,
  "container.field.name": "Name, repository:tag",
  "container.field.message": "Message",
  "container.field.author": "Author",
  "container.field.changes": 'Changes, one per line: ENV A=b, CMD ["sh"], LABEL …',
  "container.upper.layer": "Save as layer tar",
  "container.upper.layer.title": "The layer as an image stores it: whiteouts are files called .wh.NAME",
  "container.upper.overlay": "Save as upper directory",
  "container.upper.overlay.title":
    "The layer as overlay2 stores it: whiteouts are devices 0:0, opaque directories have an extended attribute",
  "container.act.newFile": "New file",
  "container.act.newFolder": "New directory",
  "container.act.upload": "Upload files",
  "container.act.edit": "Edit text",
  "container.act.append": "Append text",
  "container.act.rename": "Rename or move",
  "container.act.chmod": "Change mode",
  "container.act.chown": "Change owner",
  "container.act.touch": "Set time to now",
  "container.act.symlink": "New symbolic link to it",
  "container.act.link": "New hard link to it",
  "container.act.delete": "Delete",
  "container.go": "Apply",
  "container.cancel": "Cancel",
  "container.field.path": "Path",
  "container.field.text": "Text",
  "container.field.target": "Target",
  "container.field.mode": "Mode, octal",
  "container.field.owner": "Owner, user:group as numbers",
  "container.notText":
    "Too large to edit here (more than 256 KiB), or not plain UTF-8 text. Upload a file in its place instead.",

  "container.happened": "What happened",
  "container.nothing": "Nothing yet. Change a file: this list shows the effect on the layers.",
  "container.fold": "Fold “What happened”",
  "container.unfold": "Unfold “What happened”",
  "container.more": (p: { n: string }) => `and ${p.n} more`,
  "container.refused": "was refused and changed nothing:",
  "container.noEffect": "made no difference: the layer stores nothing new.",
  "container.did.run": (p: { id: number; n: number }) =>
    `Container ${p.id} runs: an empty read-write layer on ${s(String(p.n), "layer")}. It takes no space yet.`,
  "container.did.newFile": (p: { path: string }) => `New file ${p.path}`,
  "container.did.newFolder": (p: { path: string }) => `New directory ${p.path}`,
  "container.did.upload": (p: { one: boolean; name: string; size: string; path: string; count: string }) =>
    p.one ? `Uploaded ${p.name}, ${p.size}, to ${p.path}` : `Uploaded ${p.count} files, ${p.size}, to ${p.path}`,
  "container.did.edit": (p: { path: string }) => `Wrote ${p.path}`,
  "container.did.append": (p: { path: string }) => `Appended to ${p.path}`,
  "container.did.rename": (p: { path: string; to: string }) => `Moved ${p.path} to ${p.to}`,
  "container.did.chmod": (p: { path: string; mode: string }) => `Changed the mode of ${p.path} to ${p.mode}`,
  "container.did.chown": (p: { path: string; owner: string }) => `Changed the owner of ${p.path} to ${p.owner}`,
  "container.did.touch": (p: { path: string }) => `Set the time of ${p.path} to now`,
  "container.did.symlink": (p: { to: string; target: string }) => `Symbolic link ${p.to} to ${p.target}`,
  "container.did.link": (p: { to: string; path: string }) => `Hard link ${p.to} to ${p.path}`,
  "container.did.delete": (p: { path: string }) => `Deleted ${p.path}`,
  "container.did.undo": "Undid the last step",
  "container.did.redo": "Redid the step",
  "container.did.reset": (p: { count: string; size: string }) =>
    `Restarted from empty: ${s(p.count, "entry", "entries")}, ${p.size} removed. Undo brings them back.`,
  "container.did.remove": (p: { id: number; count: string; size: string; layers: string; whole: string }) =>
    `Removed container ${p.id} with its layer: ${s(p.count, "entry", "entries")}, ${p.size}. The image is unchanged: ${s(p.layers, "layer")}, ${p.whole}.`,

  "effect.copyUp": "copy-up",
  "effect.copyUp.text": (p: {
    layer: string | null;
    folder: boolean;
    file: boolean;
    size: string;
    kind: string;
    from: string | null;
  }) => {
    const what = p.folder
      ? "the directory alone, without its entries"
      : p.file
        ? `the whole file, ${p.size}`
        : `the ${p.kind}`;
    return `${what}, from ${layers(p)} into the container’s layer${p.from ? `, where it was ${p.from}` : ""}`;
  },
  "effect.whiteout": "whiteout",
  "effect.whiteout.text": (p: { layer: string | null; n: string; none: boolean; size: string }) =>
    `hides ${s(p.n, "entry", "entries")}${p.none ? "" : `, ${p.size}`}, still stored in ${layers(p)}: it frees nothing`,
  "effect.opaque": "opaque directory",
  "effect.opaque.text": (p: { n: string; size: string }) =>
    `hides ${s(p.n, "entry", "entries")}, ${p.size}, of the layers below: it frees nothing`,
  "effect.created": "created",
  "effect.created.text": (p: { from: string | null; file: boolean; size: string; kind: string }) =>
    p.from
      ? `another name of ${p.from}`
      : p.file
        ? `in the container’s layer, ${p.size}`
        : `${p.kind}, in the container’s layer`,
  "effect.changed": "changed",
  "effect.changed.text": (p: { file: boolean; size: string }) =>
    p.file ? `in the container’s layer, ${p.size} now` : "in the container’s layer",
  "effect.removed": "removed",
  "effect.removed.text": (p: { size: string }) => `from the container’s layer: frees ${p.size}`,
  "effect.renamed": "renamed",
  "effect.renamed.text": (p: { from: string | null }) => `from ${p.from}, in the container’s layer: no copy is needed`,
  "effect.covered": "hides",
  "effect.covered.text": (p: { layer: string | null; size: string }) => `${p.size} in ${layers(p)}: it frees nothing`,

  "container.tab.text": (p: { n: string }) =>
    `This layer takes every change of the container. The ${p.n === "1" ? "layer" : `${p.n} layers`} below ${p.n === "1" ? "is" : "are"} read-only and never ${p.n === "1" ? "changes" : "change"}.`,
  "container.steps": "Steps",
  "container.steps.text": (p: { undo: string; redo: string }) => `${p.undo} to undo, ${p.redo} to redo`,
  "container.below": "On",
  "container.below.text": (p: { n: string; size: string }) => `${s(p.n, "read-only layer")}, ${p.size}`,
  "container.diff.text": "A added, C changed, D deleted",
  "container.diff.none": "The container does not differ from the image yet.",
  "container.diff.more": (p: { n: string }) => `and ${p.n} more lines; copy and save include all`,
  "container.diff.save": "Save docker diff",
  "container.drop": "Drop to put it into the container",
  "container.live": "visible in the container",

  "shell.line": "Command line",
  "shell.hint": "ls, cat, rm, mv, chmod … or help",
  "shell.did": "",
  "shell.failed": "docker commit",
  "shell.copied": (p: { name: string }) => `Copied ${p.name} into the container`,
  "shell.equals": "The same as",

  "help.container": "In Files, when a container is shown",
  "help.container.menu": "changes that this path allows",
  "container.notHere": "This can’t be done with the selected path.",
};
