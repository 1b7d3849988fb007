// The left side of the overlay diagram: which layer a row is, or which layers are folded into a line; and what the shapes mean.

import { html, nothing } from "lit";
import type { LayerInfo } from "../../pkg/layerscope.js";
import { termLink } from "../app/term.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { vars } from "../ui/vars.ts";
import { placeId } from "./cell.ts";
import type { DiagramRow, Touch } from "./rows.ts";

const KEYS = ["seen", "hidden", "whiteout", "opaque", "copied"] as const;

/** The layer of a row; choosing it chooses the height. */
export function diagramSide(
  { layer, floor }: Touch,
  { index, here, height, layers }: { index: number; here: boolean; height: number; layers: LayerInfo[] },
) {
  const info = layers[layer];
  const where =
    layer === height
      ? t("diagram.atHeight")
      : layer > height
        ? t("diagram.above", { n: height + 1 })
        : t("diagram.choose", { n: layer + 1 });
  const cut = floor ? t(`diagram.floor.${floor}`) : "";
  const title = [info?.command, where, cut].filter(Boolean).join("\n");
  return html`<div role="rowheader" id=${placeId(index, -1)} class=${`od-side${here ? " here" : ""}${layer === height ? " height" : ""}`} data-row=${index} data-column="-1" aria-colindex="1" title=${title}>
    <b>${t("stack.layer", { n: number(layer + 1) })}</b><small>${floor ? html`<span class="od-cut">${t(floor === "opaque" ? "diagram.opaque" : "diagram.covered")}</span> ` : nothing}${info?.instruction ?? ""}</small><span class="sr">, ${where}${cut ? `, ${cut}` : ""}</span>
  </div>`;
}

/** Layers without anything in the directory. */
export const diagramFold = ({ why, from, to, y, height }: Extract<DiagramRow, { type: "fold" }>, i: number) =>
  html`<div role="row" class=${`od-fold ${why}`} aria-rowindex=${i + 2} ${vars({ "--y": `${y}px`, "--h": `${height}px` })}>
    <div role="rowheader" aria-colindex="1"><span>${t(`diagram.fold.${why}`, { from: number(from + 1), to: number(to + 1) })}</span></div></div>`;

const TERMS = { whiteout: "whiteout", opaque: "opaque directory", copied: "copy-up" } as const;

/** The legend of the shapes; overlayfs' own words lead to their meaning. */
export const diagramKeys = () =>
  html`<div class="sum od-keys">${KEYS.map((key) => html`<span><i class=${`k-${key}`} aria-hidden="true"></i>${key === "seen" || key === "hidden" ? t(`diagram.key.${key}`) : termLink(TERMS[key])}</span>`)}</div>`;
