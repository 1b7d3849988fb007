// Files that are dropped onto the files of a container go into it: into the directory under the pointer, or the one that holds what is.

import { asProblem } from "../engine/problem.js";
import { announce } from "../state/actions.js";
import { editable } from "../state/container.js";
import { upload } from "../state/containeracts.js";
import { engine } from "../state/core.js";
import { walk } from "../state/folder.js";
import { store } from "../state/store.js";
import { folderOf } from "../text/pathbytes.js";

/** @import { Dropped } from "../state/folder.js" */

/** Over the stack of an image that has been read: a tar that is dropped there becomes a container. @param {Event} event */
export const importPlace = ({ target }) =>
  target instanceof Element &&
  target.closest("ls-stack") !== null &&
  store.state.phase === "explore" &&
  store.state.merged &&
  store.state.opened?.form !== "rootfs";

/** The row under the pointer, null where a drop would open an archive. @param {Event} event @returns {{ node: number | null } | null} */
export function uploadPlace(event) {
  const { target } = event;
  if (importPlace(event)) return null;
  if (!(event instanceof DragEvent) || !(target instanceof Element) || !editable(store.state)) return null;
  const grid = /** @type {any} */ (target.closest("ls-grid"));
  if (!grid) return null;
  const row = /** @type {HTMLElement | null} */ (target.closest("[data-index]"));
  return { node: row ? (grid.rows.at(Number(row.dataset.index))?.node ?? null) : null };
}

/** @param {Dropped | undefined} dropped a folder @param {File[]} files @param {{ node: number | null }} place */
export async function uploadDropped(dropped, files, { node }) {
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
