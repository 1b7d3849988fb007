// The layer of the shown container, and whether the files are seen from it.

import type { State } from "./store.ts";

/** The container's layer, or -1 where none is shown. */
export const upperOf = ({ image }: Pick<State, "image">) =>
  image?.container ? image.layers.findLastIndex((l) => l.container !== null) : -1;

/** Can the files be changed: a container is shown, and seen from its own height? */
export const editable = (state: Pick<State, "image" | "height">) =>
  upperOf(state) >= 0 && state.height === upperOf(state);
