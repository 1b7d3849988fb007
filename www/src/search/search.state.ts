// What a person looks for in the files, and how what is found is arranged.

import { store } from "./store.js";

/** @import { RowsQuery, Sort } from "../pkg/layerscope.js" */
/** @import { State } from "./store.js" */

/** @param {string} query */
export const setQuery = (query) => store.set({ query });

/** @param {boolean} builder */
export const showBuilder = (builder) => store.set({ builder });

/** By another column: names from A, anything else the largest, newest, topmost first. By the same: the other way. @param {Sort} sort */
export function sortBy(sort) {
  const { sort: now, reverse } = store.state;
  store.set({ sort, reverse: sort === now ? !reverse : sort !== "name" });
}

/** The rows that the files show. @param {Readonly<State>} state @returns {RowsQuery} */
export const question = ({ height, mode, ghosts, query, sort, reverse, shape }) => ({
  height,
  mode,
  ghosts,
  query,
  sort,
  reverse,
  flat: shape === "list",
});
