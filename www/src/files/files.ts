// The files: what is asked for above the treegrid, and what it sums up to below.

import type { Grid } from "./grid.ts";
import "./grid.ts";
import "../search/index.ts";
import { html, nothing } from "lit";
import type { Mode, RowsPage } from "../../pkg/layerscope.js";
import { expand } from "../app/actions.ts";
import { registry } from "../app/registry.ts";
import type { State } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { setGhosts, setMode } from "./files.state.ts";
import { shapes } from "./shapes.ts";

const MODES = ["merged", "layer", "changes"] as const;
const LEGEND = ["a", "c", "t", "d"] as const;

class Files extends View {
  static override properties = { page: { state: true } };
  /** the rows that are shown */
  declare page: RowsPage | null;

  constructor() {
    super();
    this.page = null;
  }

  /** From the search to what it found: the first match, not the folders that lead there. */
  #leave() {
    const grid = this.querySelector<Grid>("ls-grid");
    const first = this.page?.from === 0 ? this.page.rows.findIndex((row) => row.match) : 0;
    grid?.go(Math.max(0, first));
  }

  override uses(s: Readonly<State>) {
    return [s.phase, s.opened, s.image?.index, s.height, s.mode, s.ghosts, s.merged, s.shape, editable(s)];
  }

  override render() {
    const { phase, opened, image, height, mode, ghosts, merged, shape } = this.state;
    // Of one layer without history there is but one view.
    const rootfs = opened?.form === "rootfs";
    if (phase !== "explore" || !image) return html``;
    const search = html`<ls-search .page=${this.page} @leave=${this.#leave}></ls-search>`;
    const below = registry.parts("files.below", this.state);
    const n = height + 1;
    const choose = (event: Event) => setMode((event.target as HTMLInputElement).value as Mode);
    const upper = editable(this.state);
    const says = t(rootfs ? "files.says.rootfs" : upper ? `files.says.upper.${mode}` : `files.says.${mode}`, { n });
    const { summary: sum = null } = this.page ?? {};
    const summary = merged || sum?.files ? sum : null;
    const tools = html`${
      rootfs
        ? nothing
        : html`<div class="seg" role="radiogroup" aria-label=${t("files.mode")} @change=${choose}>
          ${MODES.map((value) => html`<label><input type="radio" name="mode" value=${value} .checked=${value === mode}><span>${upper && value === "layer" ? t("files.mode.upper") : t(`files.mode.${value}`, { n })}</span></label>`)}
        </div>`
    }
        <span class="says mute" title=${says}>${says}</span>
        ${mode === "merged" && !rootfs ? html`<label class="check"><input type="checkbox" .checked=${ghosts} @change=${(e: Event) => setGhosts((e.target as HTMLInputElement).checked)}>${t("files.ghosts")}</label>` : nothing}
        <button type="button" class="quiet icon-only" aria-label=${t("files.expandAll")} title=${t("files.expandAll")} ?disabled=${shape === "list"} @click=${() => expand(0, true, true)}>${icons.expand}</button>
        <button type="button" class="quiet icon-only" aria-label=${t("files.collapseAll")} title=${t("files.collapseAll")} ?disabled=${shape === "list"} @click=${() => expand(0, false, true)}>${icons.collapse}</button>`;
    const rows = html`${search}
      ${registry.parts("files.above", this.state)}
      <ls-grid @summary=${(e: CustomEvent) => (this.page = e.detail)}></ls-grid>
      <div class="sum">
        <span>${summary ? html`<span title=${bytes(summary.bytes)}>${t("files.summary", { files: number(summary.files), directories: number(summary.directories), size: size(summary.bytes) })}</span>` : nothing}</span>
        <span class="key" aria-hidden="true">${LEGEND.map((mark) => html`<span class="strip one"><i class=${`L0 m-${mark}`}></i></span>${t(`change.${mark}`)}`)}</span>
      </div>
      ${below}`;
    const drawn = registry.shape(shape)?.render?.({ search, below });
    // The choice stays where it is, whatever is chosen: it keeps the focus.
    return html`<h2 class="sr">${t("files.title")}</h2>
      <div class="bar">${shapes(shape)}${drawn ? nothing : tools}</div>
      ${drawn ?? rows}`;
  }
}
customElements.define("ls-files", Files);
