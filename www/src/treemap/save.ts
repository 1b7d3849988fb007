// Pictures as SVG: the treemap and the stack, from what the page draws. Built as elements, so that every name in them is escaped.

import type { ImageInfo, LayerInfo, Treemap } from "../../pkg/layerscope.js";
import { imageName } from "../app/image-name.ts";
import { saveMade } from "../app/saving.state.ts";
import { store } from "../app/store.ts";
import { number, short, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import type { Colours } from "./colours.ts";
import { deadShare, FONT, fitting } from "./draw.ts";
import { hasHead, layout } from "./layout.ts";
import { byLayer } from "./words.ts";

const NS = "http://www.w3.org/2000/svg";
const MONO = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace";
const SANS = "system-ui,'Segoe UI','Noto Sans KR','Malgun Gothic',sans-serif";
const MAP = { width: 1200, height: 760 };
/** Room above the picture for its title, below for the legend. */
const ABOVE = 44;
const BELOW = 30;

export type Inside = (string | SVGElement | null)[];

function element(name: string, attributes: Record<string, string | number>, inside: Inside = []) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  made.append(...inside.filter((part) => part !== null));
  return made;
}

const text = (words: string, at: Record<string, string | number>) => element("text", at, [words]);

/** An outline that keeps words readable on stripes. */
const halo = ({ panel }: Colours) => ({
  stroke: panel,
  "stroke-width": 3,
  "stroke-linejoin": "round",
  "paint-order": "stroke",
});

const hatch = ({ dead }: Colours) =>
  element("defs", {}, [
    element(
      "pattern",
      { id: "dead", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      [element("rect", { width: 1.6, height: 6, fill: dead, "fill-opacity": "0.6" })],
    ),
  ]);

function picture(width: number, height: number, colours: Colours, title: string, says: string, inside: Inside) {
  const all = [
    element("title", {}, [`${title} ${says}`]),
    hatch(colours),
    element("rect", { width, height, fill: colours.panel }),
    text(title, { x: 12, y: 20, "font-size": 15, "font-weight": "600" }),
    text(says, { x: 12, y: 37, "font-size": 12, "fill-opacity": "0.75" }),
    ...inside,
  ];
  const look = { xmlns: NS, viewBox: `0 0 ${width} ${height}`, width, height, role: "img" };
  return element("svg", { ...look, "font-family": SANS, fill: colours.ink }, all);
}

const written = (svg: SVGElement) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;

/** @param instructions by layer */
export function mapSvg(map: Treemap, colours: Colours, instructions: string[]) {
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

/** The layers of the image, base at the bottom, as tall as their bytes' root, the dead part hatched. */
export function stackSvg(image: ImageInfo, colours: Colours) {
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
    const words = [size(bytes), dead > 0 ? t("map.dead", { size: size(layer.dead) }) : "", short(diffId)];
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
  if (image.dead) says.push(t("map.dead", { size: size(image.dead) }));
  return written(picture(width, y + 8, colours, t("stack.title"), says.join(" · "), slabs));
}

/** @param ending of the name */
export function saveSvg(make: () => string | Promise<string>, ending: string) {
  const { image } = store.state;
  if (!image) return;
  const made = async () => ({ blob: new Blob([await make()], { type: "image/svg+xml" }), problems: [] });
  return saveMade(made, imageName(image), ending, true);
}

export const saveMap = (map: Treemap, colours: Colours, instructions: string[]) =>
  saveSvg(() => mapSvg(map, colours, instructions), ".treemap.svg");
