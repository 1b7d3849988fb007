// Pictures as SVG, built as elements, so that every name in them is escaped; and how much of a name fits.

import type { Colours } from "./colours.ts";

const NS = "http://www.w3.org/2000/svg";
export const MONO = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace";
const SANS = "system-ui,'Segoe UI','Noto Sans KR','Malgun Gothic',sans-serif";
/** Room above the picture for its title, below for the legend. */
export const ABOVE = 44;
export const BELOW = 30;

export const FONT = 11;
/** Width of a character of the monospaced font, of its height. */
const ADVANCE = 0.602;

/** The part of a name that fits; "" where that part would not help. */
export function fitting(name: string, width: number) {
  const room = Math.floor(width / (FONT * ADVANCE));
  // Wide characters take two places.
  const wide = /[^\0-\u02ff]/.test(name) ? 2 : 1;
  if (name.length * wide <= room) return name;
  return room / wide < 4 ? "" : `${name.slice(0, Math.floor(room / wide) - 1)}…`;
}

export type Inside = (string | SVGElement | null)[];

export function element(name: string, attributes: Record<string, string | number>, inside: Inside = []) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
  made.append(...inside.filter((part) => part !== null));
  return made;
}

export const text = (words: string, at: Record<string, string | number>) => element("text", at, [words]);

/** An outline that keeps words readable on stripes. */
export const halo = ({ panel }: Colours) => ({
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

export function picture(width: number, height: number, colours: Colours, title: string, says: string, inside: Inside) {
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

export const written = (svg: SVGElement) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
