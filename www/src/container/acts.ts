// What can be done with a path in a container, each as the operations that it is.

import type { ContentPiece, Op, PathBytes, PathHistory } from "../../pkg/layerscope.js";
import { announce } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import type { Folder } from "../app/folder.ts";
import { store } from "../app/store.ts";
import { contents, shown } from "../content/index.ts";
import { t } from "../ui/i18n.ts";
import { printable } from "../ui/printable.ts";
import type { Act } from "./container.state.ts";
import { ask, folderAt, folderOfSelected, perform } from "./container.state.ts";
import { folderOf, pathBytes, shownName } from "./path-bytes.ts";

/** A text that is edited here is held in memory several times over. */
export const LARGEST_TEXT = 256 << 10;

/** The fields as the person filled them in. */
export type Filled = {
  path: string;
  text: string;
  target: string;
  mode: string;
  owner: string;
  crlf: boolean;
  name: string;
  message: string;
  author: string;
  changes: string;
  createdBy: string;
};

/** The letters of the acts, in the files and in their menu. */
export const ACTS: readonly { act: Act; key: string; on: "any" | "file" | "path" }[] = [
  { act: "newFile", key: "n", on: "any" },
  { act: "newFolder", key: "f", on: "any" },
  { act: "upload", key: "u", on: "any" },
  { act: "edit", key: "e", on: "file" },
  { act: "append", key: "a", on: "file" },
  { act: "rename", key: "r", on: "path" },
  { act: "chmod", key: "c", on: "path" },
  { act: "chown", key: "w", on: "path" },
  { act: "touch", key: "i", on: "path" },
  { act: "symlink", key: "s", on: "path" },
  { act: "link", key: "h", on: "file" },
  { act: "delete", key: "d", on: "path" },
];

export const actsOn = (path: PathHistory | null): (typeof ACTS)[number][] =>
  ACTS.filter(({ on }) => {
    if (on === "any") return true;
    if (!path?.live || path.path === "/") return false;
    return on === "path" || path.kind === "file" || path.kind === "hardlink";
  });

const typed = (text: string, name: string) => engine.containers.add(new File([text], name, { type: "text/plain" }));

export const written = (path: PathBytes, piece: ContentPiece): Op => ({ op: "write", path, content: [piece] });

/** The operations of an act; typed text becomes an opened file first. */
export function operations(
  act: Act,
  on: PathHistory | null,
  { path, text, target, mode, owner, crlf }: Filled,
  make: (text: string, name: string) => ContentPiece = typed,
): Op[] {
  const old = pathBytes(on?.path ?? "");
  const named = pathBytes(path);
  const lines = crlf ? text.replaceAll("\n", "\r\n") : text;
  const [uid, gid] = owner.split(":").map((part) => (part === "" ? undefined : Number(part)));
  switch (act) {
    case "newFile":
      return [{ op: "create", path: named, exclusive: true }, ...(text ? [written(named, make(lines, path))] : [])];
    case "newFolder":
      return [{ op: "mkdir", path: named }];
    case "edit":
      return [{ op: "write", path: old, content: text ? [make(lines, path)] : [] }];
    case "append":
      return [{ op: "append", path: old, content: [make(lines, path)] }];
    case "rename":
      return [{ op: "move", from: old, to: named }];
    case "chmod":
      return [{ op: "chmod", path: old, mode: Number.parseInt(mode, 8) }];
    case "chown":
      return [
        {
          op: "chown",
          path: old,
          ...(uid === undefined ? {} : { uid }),
          ...(gid === undefined ? {} : { gid }),
          follow: false,
        },
      ];
    case "touch":
      return [{ op: "touch", path: old, create: false, follow: false }];
    case "symlink":
      return [{ op: "symlink", path: named, target: pathBytes(target) }];
    case "link":
      return [{ op: "link", path: named, target: old }];
    case "delete":
      return [{ op: "remove", path: old, recursive: on?.kind === "dir" }];
    case "upload":
      return [];
  }
}

/** The command line that an act equals, as far as it is filled in. */
export async function equivalent(act: Act, on: PathHistory | null, filled: Filled): Promise<string> {
  const piece = (text: string) => ({
    file: { file: 0, offset: 0, len: new TextEncoder().encode(text).length },
  });
  const lines = await Promise.all(operations(act, on, filled, piece).map((op) => engine.ask("equivalent", op)));
  return lines.join(" && ");
}

/** Acts that have to do with their own path alone. */
const NEW = new Set(["newFile", "newFolder"]);

/** Does it. Resolves to why not, or null. */
export function carryOut(act: Act, on: PathHistory | null, filled: Filled) {
  const params = { ...filled, text: "", path: NEW.has(act) ? filled.path : (on?.path ?? filled.path), to: filled.path };
  return perform(operations(act, on, filled), `container.did.${act}`, params);
}

/** Nothing is filled in. */
export const EMPTY = Object.freeze({
  path: "",
  text: "",
  target: "",
  mode: "",
  owner: "",
  crlf: false,
  name: "",
  message: "",
  author: "",
  changes: "",
  createdBy: "",
});

/** Begins an act: at once where nothing has to be asked. */
export function begin(act: Act, path: PathHistory | null, folder: string = folderAt(path)) {
  if (act === "delete" || act === "touch") {
    ask(null);
    return carryOut(act, path, EMPTY);
  }
  ask({ act, path, folder });
  return Promise.resolve(null);
}

/** By a key or a button, with what is selected. */
export async function beginHere(act: Act) {
  const { selected, height } = store.state;
  const path = selected ? await engine.ask("path", selected.node, height).catch(() => null) : null;
  if (!actsOn(path).some((other) => other.act === act)) return announce(t("container.notHere"));
  begin(act, path, await folderOfSelected());
}

/** The text of a file as the container sees it; null = too large, or no text. */
export async function textOf(path: PathHistory): Promise<{ text: string; crlf: boolean } | null> {
  const version = shown({ ...path, versions: contents(path) }, store.state.height, null);
  if (!version || version.size > LARGEST_TEXT) return null;
  const { bytes, problem } = await engine.read(path.node, version.layer, 0, version.size);
  if (problem) throw problem;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const breaks = text.match(/\r\n?|\n/g) ?? [];
    const crlf = breaks.length > 0 && breaks.every((at) => at === "\r\n");
    // A field of text knows one kind of line break: a file with several could not be given back as it was.
    if (text.includes("\0") || (!crlf && text.includes("\r"))) return null;
    return { text: crlf ? text.replaceAll("\r\n", "\n") : text, crlf };
  } catch {
    return null;
  }
}

/**
 * Puts files from the person's computer into a directory; what stands there is replaced.
 * @param folder with its slash
 */
export async function upload({ files, paths }: Folder, folder: string) {
  if (files.length === 0) return null;
  const at = (path: string) => pathBytes(folder + shownName(path));
  const folders = new Set(paths.map((path) => folderOf(path)).filter((path) => path !== "/"));
  const ops: Op[] = [
    ...[...folders].map((path) => ({ op: "mkdir", path: at(path.slice(0, -1)), parents: true }) as const),
    ...files.map((file, i) => written(at(paths[i] ?? file.name), engine.containers.add(file))),
  ];
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return perform(ops, "container.did.upload", {
    n: files.length,
    name: printable(files[0]?.name ?? ""),
    path: folder,
    bytes,
  });
}
