// Takes a folder apart: every file below it with its path, however deep it goes, until there are too many.

import { cancelled, problem } from "../core/problem.ts";
import { printable } from "../ui/printable.ts";

/** A folder's files; paths[i] = where files[i] stands below it. */
export type Folder = { files: File[]; paths: string[] };
/** An entry of a directory, from either interface. */
export type Item = Dropped | { name: string; file: () => Promise<File> };
/** A directory that was dropped: its name is known at once, the rest is asked. */
export type Dropped = { name: string; list: () => AsyncGenerator<Item> };

/** Not in the declarations of the DOM yet. */
interface Handled extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemDirectoryHandle | FileSystemFileHandle | null>;
}

/** An unpacked image has some three files a layer; with so many it is somebody's whole disk. */
const MOST_FILES = 100_000;

const tooMany = (name: string) =>
  problem("limit", "The folder holds too many files to be an unpacked image.", {
    file: name,
    expected: `≤ ${MOST_FILES}`,
    found: `> ${MOST_FILES}`,
  });

async function* byHandle(folder: FileSystemDirectoryHandle): AsyncGenerator<Item> {
  for await (const item of folder.values()) {
    if (item.kind === "directory") yield { name: item.name, list: () => byHandle(item) };
    else yield { name: item.name, file: () => item.getFile() };
  }
}

const isDirectory = (entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry => entry?.isDirectory ?? false;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function* byEntry(folder: FileSystemDirectoryEntry): AsyncGenerator<Item> {
  const reader = folder.createReader();
  for (;;) {
    /** some at a time; none = that was all */
    const some: FileSystemEntry[] = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const item of some) {
      if (isDirectory(item)) yield { name: item.name, list: () => byEntry(item) };
      else if (isFile(item))
        yield { name: item.name, file: () => new Promise((done, failed) => item.file(done, failed)) };
    }
  }
}

/**
 * The directories among what was dropped; must be called while the event lasts. A page opened from a file gets at their
 * files by handles only, other browsers know entries only.
 */
export function droppedFolders(data: DataTransfer): Dropped[] {
  const found: Dropped[] = [];
  for (const item of data.items) {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    if (!isDirectory(entry)) continue;
    const handle = (item as Handled).getAsFileSystemHandle?.().catch(() => null) ?? null;
    found.push({
      name: printable(entry.name),
      async *list() {
        const top = await handle;
        if (top?.kind === "directory") yield* byHandle(top);
        else yield* byEntry(entry);
      },
    });
  }
  return found;
}

/**
 * Every file below a dropped directory. Rejects with a Problem.
 * @param tell how many have been found
 */
export async function walk(
  { name, list }: Dropped,
  tell: (files: number) => void,
  stopped: () => boolean,
): Promise<Folder> {
  const found: Folder = { files: [], paths: [] };
  /** directories still to be looked into */
  const waiting: { list: Dropped["list"]; path: string }[] = [{ list, path: "" }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for await (const item of next.list()) {
      if (stopped()) throw cancelled();
      const path = next.path + item.name;
      if ("list" in item) waiting.push({ list: item.list, path: `${path}/` });
      else {
        // A file that can't be opened, such as a dangling link, counts as absent.
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

/** The folder of a folder dialog: each file names its path below the chosen folder. */
export function pickedFolder(files: File[]): Folder {
  const [name = ""] = (files[0]?.webkitRelativePath ?? "").split("/");
  if (files.length > MOST_FILES) throw tooMany(printable(name));
  return {
    files,
    paths: files.map((file) => file.webkitRelativePath.slice(name.length + 1) || file.name),
  };
}

const ARCHIVE = /\.(tar|tgz|tzst|txz|tbz2?|tar\.(gz|zst|zstd|xz|bz2))$/i;
const DOCUMENT = /(^|\/)(manifest\.json|index\.json|oci-layout|repositories|json)$/;

/** The one archive of a folder that is no unpacked image itself: meant is that file. */
export function onlyArchive({ files, paths }: Folder) {
  if (paths.some((path) => DOCUMENT.test(path))) return null;
  const archives = files.filter((file) => ARCHIVE.test(file.name));
  return archives.length === 1 ? (archives[0] ?? null) : null;
}
