// The larger place: the selected path's content, or two of its versions compared, over the files. Escape leads back.

import { html, nothing } from "lit";
import { select } from "../state/actions.js";
import { engine } from "../state/core.js";
import { contents, pair, readable, shown } from "../state/versions.js";
import { closeViewer, compareVersions, openContent } from "../state/viewer.js";
import { size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { Ask } from "./ask.js";
import "./compare.js";
import "./content.js";
import { icons } from "./icons.js";
import { saveVersion } from "./saving.js";
import { View } from "./view.js";
import { absent } from "./whynot.js";

/** @import { PathHistory, VersionInfo } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

/** Where one part is seen at a time, the viewer lies over the details only. */
const NARROW = matchMedia("(width < 720px)");

class Viewer extends View {
  #ask = /** @type {Ask<PathHistory>} */ (new Ask(this));
  #open = false;

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.phase, s.viewer, s.selected, s.height, s.image, s.merged, s.part, s.fileName, s.edits];
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this, true);
    NARROW.addEventListener("change", this);
  }

  /** Escape closes this before it means anything else. @param {Event} event */
  handleEvent(event) {
    if (!(event instanceof KeyboardEvent)) return this.requestUpdate();
    if (event.key !== "Escape" || !this.#open || this.state.help) return;
    event.preventDefault();
    event.stopPropagation();
    closeViewer();
  }

  get #seen() {
    const { phase, viewer, selected, part } = this.state;
    return phase === "explore" && viewer !== null && selected !== null && !(NARROW.matches && part !== "details");
  }

  render() {
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

  /** @param {unknown} bar @param {unknown} body @param {unknown} [second] */
  #frame(bar, body, second = nothing) {
    return html`<section class="viewer" aria-label=${t("content.title")} tabindex="-1">
      <div class="bar">${bar}<button type="button" class="quiet icon-only close" aria-label=${t("action.close")} title=${`${t("action.close")} (Esc)`} @click=${closeViewer}>${icons.cross}</button></div>${second}${body}</section>`;
  }

  /** @param {PathHistory} path @param {VersionInfo | null} version @param {boolean} comparing */
  #tools(path, version, comparing) {
    const several = contents(path).length > 1;
    const turn = (/** @type {Event} */ e) =>
      /** @type {HTMLInputElement} */ (e.target).value === "compare" ? compareVersions() : openContent();
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

  /** @param {PathHistory} path @param {VersionInfo | null} version */
  #versions(path, version) {
    return this.#select(t("content.versions"), contents(path), version, (layer) => select(path.node, layer, false));
  }

  /** @param {PathHistory} path @param {{ older: VersionInfo, newer: VersionInfo }} two */
  #pair(path, { older, newer }) {
    const all = contents(path);
    return html`<div class="pair-bar">
      <label><span class="mute">${t("compare.older")}</span> ${this.#select(t("compare.older"), all, older, (layer) => compareVersions(layer, newer.layer))}</label>
      <label><span class="mute">${t("compare.newer")}</span> ${this.#select(t("compare.newer"), all, newer, (layer) => compareVersions(older.layer, layer))}</label></div>`;
  }

  /** @param {string} label @param {VersionInfo[]} versions @param {VersionInfo | null} chosen @param {(layer: number) => void} choose */
  #select(label, versions, chosen, choose) {
    const change = (/** @type {Event} */ e) => choose(Number(/** @type {HTMLSelectElement} */ (e.target).value));
    return html`<select aria-label=${label} @change=${change}>${versions.map(
      ({ layer, size: bytes }) =>
        html`<option value=${layer} .selected=${layer === chosen?.layer}>${t("content.option", { n: layer + 1, size: size(bytes) })}</option>`,
    )}</select>`;
  }

  updated() {
    const open = this.#seen;
    // What lies below can't be seen: nor may the keyboard get there.
    const files = /** @type {HTMLElement | null} */ (document.querySelector("ls-files"));
    if (files) files.inert = open;
    if (open && !this.#open)
      /** @type {HTMLElement | null} */ (this.querySelector(".viewer"))?.focus({ preventScroll: true });
    this.#open = open;
  }
}
customElements.define("ls-viewer", Viewer);
