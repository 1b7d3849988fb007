// Which other open image people most likely compare with one.

import type { Opened } from "../../pkg/layerscope.js";

/** A name without its tag and digest; a colon before the last slash is a port's. */
const repository = (name: string | undefined) => name?.replace(/[:@][^/]*$/, "");

/** Another open image to put beside one: of the same repository if there is such, for that is what people compare most. */
export function companion({ images }: Opened, index: number): number | null {
  const mine = repository(images.find((image) => image.index === index)?.names[0]);
  const others = images.filter((image) => image.index !== index);
  return (others.find(({ names }) => mine && repository(names[0]) === mine) ?? others[0])?.index ?? null;
}
