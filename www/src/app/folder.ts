// Takes a folder apart: every file below it with its path, however deep it goes, until there are too many.

import { cancelled, problem } from "../engine/problem.js";
import { printable } from "../text/printable.js";

/** A folder's files; paths[i] = where files[i] stands below it. @typedef {{ files: File[], paths: string[] }} Folder */
/** What a directory holds, whichever interface told. @typedef {{ name: string, folder: any } | { name: string, file: () => Promise<File> }} Item */
/** A directory that was dropped: its name is known at once, the rest is asked. @typedef {{ name: string, list: (folder?: any) => AsyncGenerator<Item> }} Dropped */

/** An unpacked image has some three files a layer; with so many it is somebody's whole disk. */
const MOST_FILES = 100_000;

const tooMany = (/** @type {string} */ name) =>
  problem("limit", "The folder holds too many files to be an unpacked image.", {
    file: name,
    expected: `≤ ${MOST_FILES}`,
    found: `> ${MOST_FILES}`,
  });

/** @param {any} folder a FileSystemDirectoryHandle @returns {AsyncGenerator<Item>} */
async function* byHandle(folder) {
  for await (const item of folder.values()) {
    if (item.kind === "directory") yield { name: item.name, folder: item };
    else yield { name: item.name, file: () => item.getFile() };
  }
}

/** @param {FileSystemDirectoryEntry} folder @returns {AsyncGenerator<Item>} */
async function* byEntry(folder) {
  const reader = folder.createReader();
  for (;;) {
    /** @type {FileSystemEntry[]} some at a time; none = that was all */
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const item of some) {
      if (item.isDirectory) yield { name: item.name, folder: item };
      else
        yield {
          name: item.name,
          file: () => new Promise((done, failed) => /** @type {FileSystemFileEntry} */ (item).file(done, failed)),
        };
    }
  }
}

/**
 * The directories among what was dropped; must be called while the event lasts. A page opened from a file gets at their
 * files by handles only, other browsers know entries only.
 * @param {DataTransfer} data
 * @returns {Dropped[]}
 */
export function droppedFolders(data) {
  /** @type {Dropped[]} */
  const found = [];
  for (const item of data.items) {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    if (!entry?.isDirectory) continue;
    /** @type {Promise<any> | null} */
    const handle = /** @type {any} */ (item).getAsFileSystemHandle?.().catch(() => null) ?? null;
    found.push({
      name: printable(entry.name),
      async *list(folder) {
        const top = await handle;
        if (top) yield* byHandle(folder ?? top);
        else yield* byEntry(folder ?? entry);
      },
    });
  }
  return found;
}

/**
 * Every file below a dropped directory. Rejects with a Problem.
 * @param {Dropped} dropped
 * @param {(files: number) => void} tell how many have been found
 * @param {() => boolean} stopped
 * @returns {Promise<Folder>}
 */
export async function walk({ name, list }, tell, stopped) {
  /** @type {Folder} */
  const found = { files: [], paths: [] };
  /** @type {{ folder: any, path: string }[]} directories still to be looked into */
  const waiting = [{ folder: undefined, path: "" }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for await (const item of list(next.folder)) {
      if (stopped()) throw cancelled();
      const path = next.path + item.name;
      if ("folder" in item) waiting.push({ folder: item.folder, path: `${path}/` });
      else {
        // What can't be got at, a dangling link, say, is as if it were not there.
        const file = await item.file().catch(() => null);
        if (!file) continue;
        found.files.push(file);
        found.paths.push(path);
        tell(found.files.length);
      }
      if (found.files.length + waiting.length > MOST_FILES) throw tooMany(name);
    }
  }
  return found;
}

/** What the folder dialog gave: each file says where below the chosen folder it stands. @param {File[]} files @returns {Folder} */
export function pickedFolder(files) {
  const [name = ""] = (files[0]?.webkitRelativePath ?? "").split("/");
  if (files.length > MOST_FILES) throw tooMany(printable(name));
  return {
    files,
    paths: files.map((file) => file.webkitRelativePath.slice(name.length + 1) || file.name),
  };
}

const ARCHIVE = /\.(tar|tgz|tzst|txz|tbz2?|tar\.(gz|zst|zstd|xz|bz2))$/i;
const DOCUMENT = /(^|\/)(manifest\.json|index\.json|oci-layout|repositories|json)$/;

/** The one archive of a folder that is no unpacked image itself: meant is that file. @param {Folder} folder */
export function onlyArchive({ files, paths }) {
  if (paths.some((path) => DOCUMENT.test(path))) return null;
  const archives = files.filter((file) => ARCHIVE.test(file.name));
  return archives.length === 1 ? (archives[0] ?? null) : null;
}
