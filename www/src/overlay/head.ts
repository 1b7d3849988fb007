// The head of the overlay diagram: the question that it answers, how much of the stack has to do with it, the way up.

import { html, nothing } from "lit";
import type { Diagram } from "../../pkg/layerscope.js";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { enterFolder, setSeveral } from "./overlay.state.ts";

/** @param of the image's layers, and what was chosen */
export function diagramHead(
  { parent, path, all, layers: touching, there }: Diagram,
  { height, several, layers }: { height: number; several: boolean; layers: number },
) {
  const above = path.slice(0, path.lastIndexOf("/")) || "/";
  const says = t("diagram.says", { names: number(all), touch: number(touching.length), layers: number(layers) });
  const upward = parent === null ? t("diagram.top") : t("diagram.up", { path: above });
  const up = () => parent !== null && enterFolder(parent);
  const choose = (event: Event) => setSeveral((event.target as HTMLInputElement).checked);
  return html`<div class="od-head">
    <button type="button" class="quiet icon-only" aria-label=${upward} title=${upward} ?disabled=${parent === null} @click=${up}><span class="od-up">${icons.chevron}</span></button>
    <div class="od-title"><h3 title=${path}>${t("diagram.title", { path })}</h3>
      <p class="mute">${says}${there ? nothing : html` · <span class="gone-line">${t("diagram.not", { n: height + 1 })}</span>`}</p></div>
    <label class="check" title=${t("diagram.several.title")}><input type="checkbox" .checked=${several} @change=${choose}>${t("diagram.several")}</label>
  </div>`;
}
