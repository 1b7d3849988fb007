// The stack as a picture to save: what the page draws, base at the bottom.

import type { ImageInfo, LayerInfo } from "../../pkg/layerscope.js";
import { imageName } from "../app/image-name.ts";
import { saveSvg } from "../app/pictures.ts";
import { store } from "../app/store.ts";
import { type Colours, readColours } from "../ui/colours.ts";
import { number, short, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { ABOVE, element, FONT, fitting, halo, MONO, picture, text, written } from "../ui/svg.ts";

/** The layers of the image, base at the bottom, as tall as their bytes' root, the dead part hatched. */
function stackSvg(image: ImageInfo, colours: Colours) {
  const width = 640;
  const layers = image.layers.filter(({ container }) => container === null);
  const most = Math.max(1, ...layers.map(({ stored }) => stored));
  const tall = ({ stored }: LayerInfo) => 30 + 70 * Math.sqrt(stored / most);
  let y = ABOVE + 6;
  const slabs = layers.toReversed().map((layer) => {
    const { index, instruction, diffId, stored } = layer;
    const [h, bytes] = [tall(layer), layer.size ?? stored];
    const dead = layer.dead && layer.size ? Math.min(1, layer.dead / layer.size) : 0;
    const at = { x: 12, y, width: width - 24, height: h, rx: 4 };
    const w = (width - 24) * dead;
    const over = dead > 0 ? halo(colours) : {};
    const words = [size(bytes), dead > 0 ? t("stack.deadSize", { size: size(layer.dead) }) : "", short(diffId)];
    y += h + 4;
    return element("g", {}, [
      element("title", {}, [layer.command || instruction]),
      element("rect", { ...at, fill: colours.folder(index), stroke: colours.edge(index) }),
      element("rect", { ...at, width: 6, fill: colours.edge(index) }),
      dead > 0 ? element("rect", { x: width - 12 - w, y: at.y, width: w, height: h, fill: "url(#dead)" }) : null,
      text(`${index + 1}  ${fitting(instruction, width - 80)}`, {
        x: 26,
        y: at.y + 14,
        "font-size": FONT,
        "font-family": MONO,
        ...over,
      }),
      text(words.filter(Boolean).join(" · "), { x: 26, y: at.y + 26, "font-size": 10, ...over }),
    ]);
  });
  const sum = image.size ?? image.stored;
  const says = [imageName(image), size(sum), t("header.layers", { n: number(layers.length) })];
  if (image.dead) says.push(t("stack.deadSize", { size: size(image.dead) }));
  return written(picture(width, y + 8, colours, t("stack.title"), says.join(" · "), slabs));
}

/** The end of the file's name. */
export const ENDING = ".stack.svg";

/** Saves the shown image's stack. */
export function saveStack() {
  const { image } = store.state;
  return image ? saveSvg(() => stackSvg(image, readColours(document.body)), ENDING) : undefined;
}
