// The layer strip: what each layer did to a path, one cell a layer. Shapes first, the layer's colour second.

import { html } from "lit";
import { t, textOf } from "../ui/i18n.ts";
import { vars } from "../ui/vars.ts";

/** Widths of a cell and its gap: with many layers they shrink, with very many the strip becomes a rail with marks on it. */
const WIDEST = 10.5;
const ROOM = 128;
const NARROWEST = 4.2;
/** Width of a mark on a rail, with its gap. */
const MARK = 7;

/** How wide a cell is, in pixels, and whether the cells that nothing happened in are drawn. */
export function stripShape(layers: number) {
  const pitch = Math.min(WIDEST, ROOM / Math.max(1, layers));
  return { pitch, width: Math.max(84, Math.ceil(pitch * layers)), rail: pitch < NARROWEST };
}

/** The character's class: "?" can't be one. */
const named = (mark: string) => (mark === "?" ? "q" : mark);

const words = (mark: string): string => textOf(`change.${mark}`) ?? mark;

/** The strip in words, base first. */
export function stripWords(strip: string) {
  const parts = [];
  for (let i = 0; i < strip.length; i++) {
    const mark = strip[i] ?? ".";
    if (mark !== ".") parts.push(t("strip.cell", { n: i + 1, what: words(mark) }));
  }
  return parts.join(", ") || t("strip.none");
}

/**
 * Only cells in which something happened are elements; the others are the strip's background. On a rail, marks stand
 * where their layer is, but never on each other.
 */
export function stripCells(strip: string) {
  const { pitch, rail } = stripShape(strip.length);
  const touched = [...strip].filter((mark) => mark !== ".").length;
  const cells = [];
  let free = 0;
  let left = touched;
  for (let i = 0; i < strip.length; i++) {
    const mark = strip[i] ?? ".";
    if (mark === ".") continue;
    const at = rail ? Math.max(Math.min(i * pitch, ROOM - left * MARK), Math.min(free, ROOM - MARK)) : i * pitch;
    free = at + MARK;
    left--;
    cells.push(
      html`<i class=${`L${i} m-${named(mark)}`} data-layer=${i} ${vars({ "--x": `${at.toFixed(1)}px` })} title=${t("strip.cell", { n: i + 1, what: words(mark) })}></i>`,
    );
  }
  return cells;
}
