// The larger place: the selected path's content, or two of its versions compared, over the files. Escape leads back.

import { modal } from "../app/dispatch.ts";
import { pressed } from "../app/keys.ts";
import "./compare.ts";
import "./content.ts";
import { html, nothing } from "lit";
import type { PathHistory, VersionInfo } from "../../pkg/layerscope.js";
import { select } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import { saveVersion } from "../app/saving.ts";
import type { State } from "../app/store.ts";
import { size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { absent } from "./no-content.ts";
import { contents, pair, readable, shown } from "./versions.ts";
import { closeViewer, compareVersions, openContent } from "./viewer.state.ts";

/** Where one part is seen at a time, the viewer lies over the details only. */
const NARROW = matchMedia("(width < 720px)");

class Viewer extends View {
  #ask = new Query<PathHistory>(this);
  #open = false;

  override uses(s: Readonly<State>) {
    return [s.phase, s.viewer, s.selected, s.height, s.image, s.merged, s.part, s.fileName, s.edits];
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this, true);
    NARROW.addEventListener("change", this);
  }

  /** Escape closes this before it means anything else. */
  handleEvent(event: Event) {
    if (!(event instanceof KeyboardEvent)) return this.requestUpdate();
    if (pressed(event) !== "Escape" || !this.#open || modal()) return;
    event.preventDefault();
    event.stopPropagation();
    closeViewer();
  }

  get #seen() {
    const { phase, viewer, selected, part } = this.state;
    return phase === "explore" && viewer !== null && selected !== null && !(NARROW.matches && part !== "details");
  }

  override render() {
    const { image, viewer, selected, height, merged, fileName, edits } = this.state;
    if (!this.#seen || !viewer || !selected || !image) return html``;
    const { node, layer } = selected;
    const path = this.#ask.want([fileName, image.id, node, height, merged, edits].join(" "), () =>
      engine.ask("path", node, height),
    );
    if (this.#ask.problem) return this.#frame(nothing, html`<div class="nil">${this.#ask.instead}</div>`);
    if (!path || path.node !== node) return this.#frame(nothing, html`<p class="nil mute">${t("content.reading")}</p>`);
    const version = shown(path, height, layer);
    const two = viewer.compare ? pair(path, version?.layer, viewer) : null;
    return this.#frame(
      html`<h2 class="path mono" title=${path.path}><bdi>${path.path}</bdi></h2>${this.#tools(path, version, viewer.compare)}`,
      two
        ? html`<ls-compare .node=${node} .older=${two.older} .newer=${two.newer}></ls-compare>`
        : version && readable(version)
          ? html`<ls-content full .full=${true} .node=${node} .version=${version}></ls-content>`
          : html`<div class="nil mute">${version ? absent(path, version) : nothing}</div>`,
      two ? this.#pair(path, two) : nothing,
    );
  }

  #frame(bar: unknown, body: unknown, second: unknown = nothing) {
    return html`<section class="viewer" aria-label=${t("content.title")} tabindex="-1">
      <div class="bar">${bar}<button type="button" class="quiet icon-only close" aria-label=${t("action.close")} title=${`${t("action.close")} (Esc)`} @click=${closeViewer}>${icons.cross}</button></div>${second}${body}</section>`;
  }

  #tools(path: PathHistory, version: VersionInfo | null, comparing: boolean) {
    const several = contents(path).length > 1;
    const turn = (e: Event) => ((e.target as HTMLInputElement).value === "compare" ? compareVersions() : openContent());
    return html`${comparing ? nothing : this.#versions(path, version)}
      ${
        several
          ? html`<div class="seg" role="radiogroup" aria-label=${t("content.title")} @change=${turn}>${[
              "content",
              "compare",
            ].map(
              (value) =>
                html`<label><input type="radio" name="viewer" value=${value} .checked=${(value === "compare") === comparing}><span>${t(value === "compare" ? "content.compare" : "content.title")}</span></label>`,
            )}</div>`
          : nothing
      }
      ${!comparing && version && readable(version) ? html`<button type="button" @click=${() => saveVersion(path, version)}>${t("content.save")}</button>` : nothing}`;
  }

  #versions(path: PathHistory, version: VersionInfo | null) {
    return this.#select(t("content.versions"), contents(path), version, (layer) => select(path.node, layer, false));
  }

  #pair(path: PathHistory, { older, newer }: { older: VersionInfo; newer: VersionInfo }) {
    const all = contents(path);
    return html`<div class="pair-bar">
      <label><span class="mute">${t("compare.older")}</span> ${this.#select(t("compare.older"), all, older, (layer) => compareVersions(layer, newer.layer))}</label>
      <label><span class="mute">${t("compare.newer")}</span> ${this.#select(t("compare.newer"), all, newer, (layer) => compareVersions(older.layer, layer))}</label></div>`;
  }

  #select(label: string, versions: VersionInfo[], chosen: VersionInfo | null, choose: (layer: number) => void) {
    const change = (e: Event) => choose(Number((e.target as HTMLSelectElement).value));
    return html`<select aria-label=${label} @change=${change}>${versions.map(
      ({ layer, size: bytes }) =>
        html`<option value=${layer} .selected=${layer === chosen?.layer}>${t("content.option", { n: layer + 1, size: size(bytes) })}</option>`,
    )}</select>`;
  }

  override updated() {
    const open = this.#seen;
    // The viewer covers the files, so the keyboard may not get there either.
    const files = document.querySelector("ls-files") as HTMLElement | null;
    if (files) files.inert = open;
    if (open && !this.#open) (this.querySelector(".viewer") as HTMLElement | null)?.focus({ preventScroll: true });
    this.#open = open;
  }
}
customElements.define("ls-viewer", Viewer);
