// What a person looks for in the files, and how what is found is arranged.

import type { Sort } from "../../pkg/layerscope.js";
import { store } from "../app/store.ts";

export const setQuery = (query: string) => store.set({ query });

export const showBuilder = (builder: boolean) => store.set({ builder });

/** By another column: names from A, anything else the largest, newest, topmost first. By the same: the other way. */
export function sortBy(sort: Sort) {
  const { sort: now, reverse } = store.state;
  store.set({ sort, reverse: sort === now ? !reverse : sort !== "name" });
}
