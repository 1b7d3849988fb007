// A treemap's cell in words: below the pointer, for the ear, and in the legend.

import { html, nothing } from "lit";
import type { Treemap, TreemapCell } from "../../pkg/layerscope.js";
import { bytes, number, percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { vars } from "../ui/vars.ts";
import type { Box } from "./layout.ts";
import { cellPath } from "./treemap.state.ts";

/** The name of a cell: its path, or the number of small files that it stands for. */
export function cellName(map: Treemap, index: number) {
  const cell = map.cells[index];
  const path = cellPath(map, index);
  return cell?.node === null ? t("map.rest", { n: number(cell.files), path }) : path;
}

const layerOf = ({ kind, layer, node }: TreemapCell) =>
  t(kind === "dir" || node === null ? "map.mostly" : "map.from", { n: layer + 1 });

/** For the ear. */
export function cellWords(map: Treemap, { cell, index }: Box) {
  const kind = cell.node === null ? "" : t(`file.kind.${cell.kind}`);
  const dead = cell.dead > 0 ? t("map.dead", { size: size(cell.dead) }) : "";
  return [cellName(map, index), kind, size(cell.bytes), percent(cell.bytes, map.bytes), layerOf(cell), dead]
    .filter(Boolean)
    .join(", ");
}

/**
 * Below the pointer.
 * @param instruction of its layer
 */
export function cellTip(map: Treemap, { cell, index }: Box, at: { x: number; y: number }, instruction: string) {
  return html`<div class="tm-tip" aria-hidden="true" ${vars({ "--x": `${at.x}px`, "--y": `${at.y}px` })}>
    <p class="mono">${cellName(map, index)}</p>
    <p><b>${bytes(cell.bytes)}</b> · ${percent(cell.bytes, map.bytes)}${cell.files > 1 ? html` · ${t("map.files", { n: number(cell.files) })}` : nothing}</p>
    <p class=${`L${cell.layer}`}><i class="chip"></i> ${layerOf(cell)} <span class="mute mono">${instruction}</span></p>
    ${cell.dead > 0 ? html`<p><i class="hatch"></i> ${t("map.dead", { size: bytes(cell.dead) })}</p>` : nothing}
  </div>`;
}

/** Bytes by the layer that is drawn, the most first. */
export function byLayer(boxes: Box[]): [number, number][] {
  const sums: Map<number, number> = new Map();
  for (const { cell, leaf, depth } of boxes)
    if (leaf && depth > 0) sums.set(cell.layer, (sums.get(cell.layer) ?? 0) + cell.bytes);
  return [...sums].sort(([, a], [, b]) => b - a);
}

/** Layers that the legend has room for. */
const MOST = 12;

/** @param instructions by layer */
export function mapLegend(sums: [number, number][], instructions: string[]) {
  return html`<div class="sum tm-keys" role="group" aria-label=${t("map.legend")}>
    ${sums.slice(0, MOST).map(([layer]) => html`<span class=${`L${layer}`} title=${instructions[layer] ?? ""}><i class="chip" aria-hidden="true"></i>${t("stack.layer", { n: number(layer + 1) })}</span>`)}
    ${sums.length > MOST ? html`<span>${t("map.legend.more", { n: number(sums.length - MOST) })}</span>` : nothing}
    <span><i class="hatch" aria-hidden="true"></i>${t("map.legend.dead")}</span></div>`;
}
