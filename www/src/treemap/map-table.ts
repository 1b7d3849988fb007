// The treemap as a table: the same cells, the same sizes, each leading to where a click in the picture leads.

import { html, nothing } from "lit";
import type { Treemap } from "../../pkg/layerscope.js";
import { bytes, number, percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { enter } from "./keys.ts";
import type { Box } from "./layout.ts";
import { cellName } from "./words.ts";

/** Rows at once; more come as they are asked for. */
const PAGE = 200;

class MapTable extends View {
  static override properties = { boxes: { attribute: false }, map: { attribute: false }, shown: { state: true } };
  declare boxes: Box[];
  declare map: Treemap | null;
  declare shown: number;

  constructor() {
    super();
    this.boxes = [];
    this.map = null;
    this.shown = PAGE;
  }

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has("map")) this.shown = PAGE;
  }

  override render() {
    const { map } = this;
    if (!map) return html``;
    const all = this.boxes.filter(({ depth }) => depth > 0);
    const left = all.length - this.shown;
    return html`<div class="tm-scroll" tabindex="0" role="group" aria-label=${t("map.title")}><table class="tm-table"><caption class="sr">${t("map.caption", { path: map.path })}</caption>
      <thead><tr><th scope="col">${t("map.column.path")}</th><th scope="col" class="num">${t("map.column.size")}</th><th scope="col" class="num">%</th><th scope="col" class="num">${t("map.column.files")}</th><th scope="col" class="num">${t("map.column.dead")}</th><th scope="col" class="num">${t("map.column.layer")}</th></tr></thead>
      <tbody>${all.slice(0, this.shown).map((box) => {
        const { cell, index } = box;
        const name = cellName(map, index);
        return html`<tr><th scope="row" class="mono">${cell.node === null ? name : html`<button type="button" class="link" @click=${() => enter(map, box)}>${name}</button>`}</th>
          <td class="num" title=${bytes(cell.bytes)}>${size(cell.bytes)}</td><td class="num">${percent(cell.bytes, map.bytes)}</td><td class="num">${number(cell.files)}</td>
          <td class="num" title=${bytes(cell.dead)}>${cell.dead > 0 ? html`<i class="hatch" aria-hidden="true"></i> ${size(cell.dead)}` : "0"}</td>
          <td class=${`num L${cell.layer}`}><i class="chip" aria-hidden="true"></i> ${number(cell.layer + 1)}</td></tr>`;
      })}</tbody></table>
      ${left > 0 ? html`<button type="button" class="more" @click=${() => (this.shown += PAGE)}>${t("action.more", { n: number(Math.min(PAGE, left)) })}</button>` : nothing}</div>`;
  }
}
customElements.define("ls-map-table", MapTable);
