// Which image is shown, as one text: what is about another one is known by it.

import type { State } from "./store.ts";

/** Differs between any two images that can be open. */
export const imageKey = ({ fileName, image }: Readonly<State>): string => [fileName, image?.index, image?.id].join(" ");
