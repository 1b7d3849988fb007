// The treemap as a picture to save: what the page draws.

import type { Treemap } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { saveSvg } from "../app/pictures.ts";
import { store } from "../app/store.ts";
import { type Colours, readColours } from "../ui/colours.ts";
import { number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { ABOVE, BELOW, element, FONT, fitting, halo, MONO, picture, text, written } from "../ui/svg.ts";
import { deadShare } from "./draw.ts";
import { hasHead, layout } from "./layout.ts";
import { mapQuery } from "./treemap.state.ts";
import { byLayer } from "./words.ts";

/** The end of the file's name. */
export const ENDING = ".treemap.svg";
const MAP = { width: 1200, height: 760 };
/** @param instructions by layer */
function mapSvg(map: Treemap, colours: Colours, instructions: string[]) {
  const { width, height } = MAP;
  const boxes = layout(map, width - 24, height - ABOVE - BELOW);
  const cells = boxes.flatMap((box) => {
    const { cell, depth, leaf, x0, y0, x1, y1 } = box;
    const [w, h] = [x1 - x0, y1 - y0];
    if (depth === 0 || w < 0.2 || h < 0.2) return [];
    const dead = leaf ? deadShare(box) : 0;
    const name = cell.node === null ? t("map.rest", { n: number(cell.files), path: "" }) : cell.name;
    const says = `${name}, ${size(cell.bytes)}, ${t("stack.layer", { n: cell.layer + 1 })}`;
    const fit =
      w > 34 && (hasHead(box) ? h > 20 : leaf && h > 14) ? fitting(cell.node === null ? "…" : name, w - 8) : "";
    const at = { x: x0, y: y0, width: w, height: h };
    return [
      element("g", {}, [
        element("title", {}, [says]),
        leaf
          ? element("rect", { ...at, fill: colours.leaf(cell.layer) })
          : element("rect", { ...at, fill: colours.folder(cell.layer), stroke: colours.edge(cell.layer) }),
        dead > 0 ? element("rect", { ...at, y: y0 + h * (1 - dead), height: h * dead, fill: "url(#dead)" }) : null,
        fit
          ? text(fit, {
              x: x0 + 4,
              y: y0 + 13,
              "font-size": FONT,
              "font-family": MONO,
              ...(dead > 0.5 ? halo(colours) : {}),
            })
          : null,
      ]),
    ];
  });
  let x = 12;
  const y = height - 10;
  const legend = byLayer(boxes).flatMap(([layer]) => {
    const words = `${layer + 1} ${fitting(instructions[layer] ?? "", 170)}`;
    const at = x;
    x += 24 + words.length * 6.6;
    if (x > width - 12) return [];
    return [
      element("rect", { x: at, y: y - 10, width: 11, height: 11, fill: colours.leaf(layer) }),
      text(words, { x: at + 15, y, "font-size": FONT, "font-family": MONO }),
    ];
  });
  const says = [map.path, size(map.bytes), map.dead > 0 ? t("map.dead", { size: size(map.dead) }) : ""];
  return written(
    picture(width, height, colours, t("map.title"), says.filter(Boolean).join(" · "), [
      element("g", { transform: `translate(12 ${ABOVE})` }, cells),
      ...legend,
    ]),
  );
}

/** Saves a treemap as it is drawn. */
export const saveMap = (map: Treemap, colours: Colours, instructions: string[]) =>
  saveSvg(() => mapSvg(map, colours, instructions), ENDING);

/** Saves the treemap that is drawn, or would be. */
export function saveShownMap() {
  const { image } = store.state;
  const instructions = image?.layers.map(({ instruction }) => instruction) ?? [];
  const colours = readColours(document.body);
  return saveSvg(async () => mapSvg(await engine.ask("treemap", mapQuery(store.state)), colours, instructions), ENDING);
}
