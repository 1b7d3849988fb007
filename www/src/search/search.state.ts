// What a person looks for in the files, and how what is found is arranged.

import type { Sort } from "../../pkg/layerscope.js";
import { store } from "../app/store.ts";

export interface SearchState {
  /** The query over the files; "" = none. */
  query: string;
  /** The order of the files. */
  sort: Sort;
  /** Downwards. */
  reverse: boolean;
  /** The query is shown as a form, too. */
  builder: boolean;
}

declare module "../app/store.ts" {
  interface State extends SearchState {}
}

store.slice<SearchState>("image", { query: "", sort: "name", reverse: false, builder: false });

export const setQuery = (query: string) => store.set({ query });

export const showBuilder = (builder: boolean) => store.set({ builder });

/** By another column: names from A, anything else the largest, newest, topmost first. By the same: the other way. */
export function sortBy(sort: Sort) {
  const { sort: now, reverse } = store.state;
  store.set({ sort, reverse: sort === now ? !reverse : sort !== "name" });
}
