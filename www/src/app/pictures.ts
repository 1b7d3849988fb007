// Pictures of the shown image, saved as SVG.

import { imageName } from "./image-name.ts";
import { saveMade } from "./saving.state.ts";
import { store } from "./store.ts";

/** @param ending of the name */
export function saveSvg(make: () => string | Promise<string>, ending: string) {
  const { image } = store.state;
  if (!image) return;
  const made = async () => ({ blob: new Blob([await make()], { type: "image/svg+xml" }), problems: [] });
  return saveMade(made, imageName(image), ending, true);
}
