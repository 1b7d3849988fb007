// The head of the treemap: its question, the way that leads to what is drawn, of what it is drawn, picture or table, saving.

import { html, nothing } from "lit";
import type { Treemap } from "../../pkg/layerscope.js";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import type { MapChoice } from "./treemap.state.ts";
import { setTable, setWhat } from "./treemap.state.ts";

const WHAT = ["merged", "stored"] as const;

export function mapHead(
  { trail, what, table }: MapChoice,
  map: Treemap | null,
  { height, rootfs, save, up }: { height: number; rootfs: boolean; save: () => void; up: (depth?: number) => void },
) {
  // For a directory that this height does not have, the path ends at its nearest parent.
  const depth = map ? map.path.split("/").filter(Boolean).length : trail.length;
  const way = [{ node: 0, name: "/" }, ...trail.slice(0, depth)];
  const choose = (event: Event) => setWhat((event.target as HTMLInputElement).value as MapChoice["what"]);
  const n = height + 1;
  return html`<div class="tm-head">
    <div class="tm-title"><h3>${t("map.title")}</h3>
      <p class="mute">${map ? html`<span title=${bytes(map.bytes)}>${t(what === "merged" && !rootfs ? "map.says.merged" : "map.says.stored", { n, size: size(map.bytes), files: number(map.entries) })}</span>${map.dead > 0 ? html` · <span title=${bytes(map.dead)}><i class="hatch" aria-hidden="true"></i> ${t("map.dead", { size: size(map.dead) })}</span>` : nothing}` : "…"}</p></div>
    <div class="tm-acts">${
      rootfs
        ? nothing
        : html`<div class="seg" role="radiogroup" aria-label=${t("map.what")} @change=${choose}>
      ${WHAT.map((value) => html`<label title=${t(`map.${value}.title`, { n })}><input type="radio" name="map" value=${value} .checked=${value === what}><span>${t(`map.${value}`, { n })}</span></label>`)}
    </div>`
    }
    <label class="check"><input type="checkbox" class="as-table" .checked=${table} @change=${(e: Event) => setTable((e.target as HTMLInputElement).checked)}>${t("map.table")}</label>
    <button type="button" class="small" ?disabled=${!map} @click=${save}>${t("map.save")}</button></div>
    <nav class="tm-way" aria-label=${t("map.way")}>
      <button type="button" class="quiet icon-only" aria-label=${t("map.up")} title=${t("map.up")} ?disabled=${trail.length === 0} @click=${() => up()}><span class="od-up">${icons.chevron}</span></button>
      <ol>${way.map(
        ({ name }, at) =>
          html`<li>${
            at === way.length - 1
              ? html`<b class="mono" aria-current="location">${name}</b>`
              : html`<button type="button" class="link mono" @click=${() => up(at)}>${name}</button>`
          }</li>`,
      )}</ol>
    </nav>
  </div>`;
}
