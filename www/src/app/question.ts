// The rows that the files show, as a question to the core.

import type { RowsQuery } from "../../pkg/layerscope.js";
import type { State } from "./store.ts";

/** The rows that the files show. */
export const question = ({ height, mode, ghosts, query, sort, reverse, shape }: Readonly<State>): RowsQuery => ({
  height,
  mode,
  ghosts,
  query,
  sort,
  reverse,
  flat: shape === "list",
});
