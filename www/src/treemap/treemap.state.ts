// The treemap's part of the page: which directory it draws, of what, and the way back up.

import type { Treemap, TreemapQuery } from "../../pkg/layerscope.js";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";

/**
 * `trail`: the directories from the root's child down to the one that is drawn; empty = the root.
 * `table`: shown as a table.
 */
export type MapChoice = { trail: { node: number; name: string }[]; what: "merged" | "stored"; table: boolean };

export interface TreemapState {
  map: MapChoice;
}

declare module "../app/store.ts" {
  interface State extends TreemapState {}
}

store.slice<TreemapState>("image", { map: { trail: [], what: "merged", table: false } });

/** More cells than this are too small to see, and cost frames. */
const LIMIT = 1500;

export const mapQuery = ({ map, height }: Readonly<State>): TreemapQuery => ({
  root: map.trail.at(-1)?.node ?? 0,
  what: map.what,
  height,
  limit: LIMIT,
});

/** The indices from below the root down to a cell. */
export function chain({ cells }: Treemap, index: number) {
  const way = [];
  for (let at = index; at > 0; at = cells[at]?.up ?? -1) way.unshift(at);
  return way;
}

/** A cell's path; of a rest: its directory's. */
export function cellPath(map: Treemap, index: number) {
  const names = chain(map, index).flatMap((at) => (map.cells[at]?.node === null ? [] : (map.cells[at]?.name ?? [])));
  const base = map.path === "/" ? "" : map.path;
  return names.length > 0 ? `${base}/${names.join("/")}` : map.path;
}

function show(trail: MapChoice["trail"]) {
  const { map } = store.state;
  const node = trail.at(-1)?.node ?? 0;
  store.set({ map: { ...map, trail }, selected: { node, layer: null } });
}

/** Draws a directory of what is drawn now: the nearest one at or above a cell. Tells whether there was one. */
export function zoomIn(map: Treemap, index: number) {
  const way = chain(map, index);
  const end = way.findLastIndex((at) => map.cells[at]?.expandable && map.cells[at]?.node !== null);
  if (end < 0) return false;
  const { trail } = store.state.map;
  const added = way.slice(0, end + 1).flatMap((at) => {
    const cell = map.cells[at];
    return cell && cell.node !== null ? [{ node: cell.node, name: cell.name }] : [];
  });
  show([...trail, ...added]);
  return true;
}

/** Goes up, by as many directories as `depth` leaves of the trail. */
export function zoomOut(depth: number = store.state.map.trail.length - 1) {
  const { trail } = store.state.map;
  if (trail.length > 0) show(trail.slice(0, Math.max(0, depth)));
}

export const setWhat = (what: MapChoice["what"]) => store.set({ map: { ...store.state.map, what } });

export const setTable = (table: boolean) => store.set({ map: { ...store.state.map, table } });
