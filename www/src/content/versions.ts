// Which version of a path is meant, and which of them have bytes.

import type { PathHistory, VersionInfo } from "../../pkg/layerscope.js";

/** The version that is shown: the one asked for, else what this height sees, else the first that stored something. */
export function shown(path: PathHistory, height: number, layer: number | null) {
  const stored = path.versions.filter((version) => version.kind !== null);
  return (
    path.versions.find((version) => version.layer === layer) ??
    stored.findLast((version) => version.layer <= height) ??
    stored[0] ??
    path.versions[0] ??
    null
  );
}

/** Has bytes of its own, or those of the file it is a hard link to. */
export const readable = (version: VersionInfo) => version.kind === "file" || version.kind === "hardlink";

/** Versions with bytes, base first. */
export const contents = (path: PathHistory) => path.versions.filter(readable);

/** The last version with bytes below a layer, or null. */
export const before = (path: PathHistory, layer: number) =>
  contents(path).findLast((version) => version.layer < layer) ?? null;

/**
 * Two versions to compare: those that were chosen, else the one that is shown and the one before it, else the first two.
 * @param layer of the version that is shown
 * @param chosen layers
 */
export function pair(
  path: PathHistory,
  layer: number | undefined,
  { older, newer }: { older: number | null; newer: number | null },
) {
  const all = contents(path);
  const find = (wanted: number | null) => all.find((version) => version.layer === wanted);
  const one = all.find((version) => version.layer === layer);
  const second = find(newer) ?? (one && one !== all[0] ? one : (all[1] ?? all[0]));
  const first = find(older) ?? all.findLast((version) => second && version.layer < second.layer) ?? all[0];
  return first && second ? { older: first, newer: second } : null;
}
