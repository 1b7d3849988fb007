// The head of the overlay diagram: the question that it answers, how much of the stack has to do with it, the way up.

import { html, nothing } from "lit";
import { enterFolder, setSeveral } from "../state/diagram.js";
import { number } from "../text/format.js";
import { t } from "../text/i18n.js";
import { icons } from "./icons.js";

/** @import { Diagram } from "../pkg/layerscope.js" */

/**
 * @param {Diagram} page
 * @param {{ height: number, several: boolean, layers: number }} of the image's layers, and what was chosen
 */
export function diagramHead({ parent, path, all, layers: touching, there }, { height, several, layers }) {
  const above = path.slice(0, path.lastIndexOf("/")) || "/";
  const says = t("diagram.says", { names: number(all), touch: number(touching.length), layers: number(layers) });
  const upward = parent === null ? t("diagram.top") : t("diagram.up", { path: above });
  const up = () => parent !== null && enterFolder(parent);
  const choose = (/** @type {Event} */ event) => setSeveral(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<div class="od-head">
    <button type="button" class="quiet icon-only" aria-label=${upward} title=${upward} ?disabled=${parent === null} @click=${up}><span class="od-up">${icons.chevron}</span></button>
    <div class="od-title"><h3 title=${path}>${t("diagram.title", { path })}</h3>
      <p class="mute">${says}${there ? nothing : html` · <span class="gone-line">${t("diagram.not", { n: height + 1 })}</span>`}</p></div>
    <label class="check" title=${t("diagram.several.title")}><input type="checkbox" .checked=${several} @change=${choose}>${t("diagram.several")}</label>
  </div>`;
}
