// Files that are dropped onto the files of a container go into it: into the directory under the pointer, or the one that holds what is.

import { announce } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import type { Dropped } from "../app/folder.ts";
import { walk } from "../app/folder.ts";
import type { DropSpec } from "../app/slots.ts";
import { store } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import { asProblem } from "../core/problem.ts";
import type { Grid } from "../files/index.ts";
import { upload } from "./acts.ts";
import { importTar } from "./import.state.ts";
import { folderOf } from "./path-bytes.ts";

/** Over the stack of an image that has been read: a tar that is dropped there becomes a container. */
const importPlace = ({ target }: Event) =>
  target instanceof Element &&
  target.closest("ls-stack") !== null &&
  store.state.phase === "explore" &&
  store.state.merged &&
  store.state.opened?.form !== "rootfs";

/** The row under the pointer, null where a drop would open an archive. */
function uploadPlace(event: Event): { node: number | null } | null {
  const { target } = event;
  if (importPlace(event)) return null;
  if (!(event instanceof DragEvent) || !(target instanceof Element) || !editable(store.state)) return null;
  const grid = target.closest<Grid>("ls-grid");
  if (!grid) return null;
  const row = target.closest("[data-index]") as HTMLElement | null;
  return { node: row ? (grid.rows.at(Number(row.dataset.index))?.node ?? null) : null };
}

/** @param dropped a folder */
async function uploadDropped(dropped: Dropped | undefined, files: File[], { node }: { node: number | null }) {
  try {
    const path = node === null ? null : await engine.ask("path", node, store.state.height);
    const into =
      path === null || path.path === "/"
        ? "/"
        : path.kind === "dir" && path.live
          ? `${path.path}/`
          : folderOf(path.path);
    if (!dropped) return await upload({ files, paths: files.map(({ name }) => name) }, into);
    const found = await walk(
      dropped,
      () => {},
      () => false,
    );
    return await upload({ ...found, paths: found.paths.map((below) => `${dropped.name}/${below}`) }, into);
  } catch (error) {
    announce(asProblem(error).message);
    return null;
  }
}

/** Onto the files of a container. */
export const uploadDrop: DropSpec = {
  id: "upload",
  order: 10,
  label: "container.drop",
  here: true,
  over: (event) => uploadPlace(event) !== null,
  take: ({ event, folder, files }) => {
    const place = uploadPlace(event);
    if (place) uploadDropped(folder, files, place);
    return place !== null;
  },
};

/** Onto the stack: one file that is no archive of images. */
export const importDrop: DropSpec = {
  id: "import",
  order: 30,
  label: "import.drop",
  here: true,
  over: importPlace,
  take: ({ files, folder }) => {
    const [file] = files;
    if (!file || folder || files.length > 1) return false;
    importTar(file);
    return true;
  },
};
