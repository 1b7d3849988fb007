// Details of waste: dead bytes, advice, sums by layer and by cause, dive's figures, the dead files, contents stored twice.

import { html, nothing } from "lit";
import { upperOf } from "../state/container.js";
import { chooseDead } from "../state/waste.js";
import { bytes, number, percent, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { adviceList } from "./advice.js";
import { causeWords } from "./causewords.js";
import "./deadlist.js";
import { duplicateList } from "./duplicates.js";
import { facts } from "./facts.js";
import { vars } from "./vars.js";
import { View } from "./view.js";
import { wording } from "./wording.js";

/** @import { Dive, LayerInfo, WasteInfo, WasteQuery } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

class WasteTab extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.waste, s.unwasted, s.merged, s.proof, s.image, s.opened];
  }

  /** Lists what was chosen in a sum. @param {Partial<WasteQuery>} query */
  #list(query) {
    chooseDead({ layer: null, hiddenBy: null, cause: null, ...query });
    const list = /** @type {HTMLElement | null} */ (this.querySelector("ls-dead-list h3"));
    list?.scrollIntoView({ block: "start" });
    list?.focus({ preventScroll: true });
  }

  /** @param {WasteInfo} sums */
  #head({ dead, size: whole, paths, certain }) {
    const { proof } = this.state;
    const doubt = certain ? "" : t(proof === "running" ? "waste.uncertain" : "waste.unhashed");
    return html`<section class="cost waste-head"><strong title=${`${bytes(dead)} / ${bytes(whole)}`}>${
      dead > 0 ? t("waste.head", { dead: size(dead), size: size(whole) }) : t("waste.none")
    }${dead > 0 ? html` <small>(${percent(dead, whole)}; ${bytes(dead)})</small>` : nothing}</strong>
      <p>${dead > 0 ? t("waste.head.text", { paths: number(paths) }) : t("waste.none.text")}</p>
      ${upperOf(this.state) >= 0 ? html`<p class="mute">${t("waste.container")}</p>` : nothing}
      ${doubt ? html`<p class="mute">${doubt}</p>` : nothing}</section>`;
  }

  /** @param {Dive} dive */
  #dive({ efficiency, wastedBytes, wastedShare, passes }) {
    const share = (/** @type {number} */ of) => number(of, { style: "percent", maximumFractionDigits: 2 });
    return html`<h3>${t("waste.dive")}</h3>
      ${facts([
        [t("waste.dive.wasted"), html`<span title=${size(wastedBytes)}>${bytes(wastedBytes)}</span>`],
        [t("waste.dive.efficiency"), html`<span title=${String(efficiency)}>${share(efficiency)}</span>`],
        [
          t("waste.dive.share"),
          html`<span title=${String(wastedShare)}>${share(wastedShare)}</span> <span class="mute">${t(passes ? "waste.dive.passes" : "waste.dive.fails")}</span>`,
        ],
      ])}<p class="mute">${t("waste.dive.text")}</p>`;
  }

  /** @param {WasteInfo} sums @param {LayerInfo[]} infos */
  #layers({ layers }, infos) {
    const some = layers.filter(({ dead, hides }) => dead > 0 || hides > 0);
    const most = Math.max(1, ...layers.map((layer) => layer.size));
    const left = layers.length - some.length;
    const link = (
      /** @type {number} */ value,
      /** @type {string} */ title,
      /** @type {Partial<WasteQuery>} */ query,
    ) =>
      value > 0
        ? html`<button type="button" class="link" title=${`${bytes(value)}\n${title}`} aria-label=${`${size(value)}: ${title}`} @click=${() => this.#list(query)}>${size(value)}</button>`
        : "0";
    return html`<h3>${t("waste.layers")}</h3>
      <table class="waste-layers"><thead><tr><th scope="col">${t("waste.layers.layer")}</th><th scope="col" class="num">${t("waste.layers.dead")}</th><th scope="col" class="num">${t("waste.layers.hides")}</th></tr></thead>
      <tbody>${some.toReversed().map(({ layer, size: whole, dead, hides }) => {
        const n = layer + 1;
        const width = { "--w": Math.sqrt(whole / most).toFixed(4), "--d": (whole > 0 ? dead / whole : 0).toFixed(4) };
        return html`<tr class=${`L${layer}`}><th scope="row" title=${infos[layer]?.command ?? ""}><b>${number(n)}</b> <span class="mono">${infos[layer]?.instruction ?? ""}</span><span class="waste-bar" aria-hidden="true" ${vars(width)}><i></i></span></th>
          <td class="num">${link(dead, t("waste.layers.show", { n }), { layer })}</td><td class="num">${link(hides, t("waste.layers.showHidden", { n }), { hiddenBy: layer })}</td></tr>`;
      })}</tbody></table>
      ${left > 0 ? html`<p class="mute small">${t("waste.layers.hidden", { n: number(left) })}</p>` : nothing}`;
  }

  /** @param {WasteInfo} sums */
  #causes({ causes }) {
    return html`<h3>${t("waste.causes")}</h3><ul class="causes">${causes.map(
      ({ cause, why, paths, bytes: sum }) =>
        html`<li title=${t(`cause.${cause}.text`)}><button type="button" class="link" @click=${() => this.#list({ cause })}>${causeWords(cause, why)}</button><span class="mute">${t("waste.versions", { n: number(paths) })}</span><span class="num" title=${bytes(sum)}>${size(sum)}</span></li>`,
    )}</ul>`;
  }

  render() {
    const { waste, unwasted, image } = this.state;
    if (!image) return html``;
    if (!waste) return html`<p class="mute">${unwasted ? wording(unwasted) : t("waste.reading")}</p>`;
    const { sums, advice, duplicates } = waste;
    return html`<h2 class="sr">${t("waste.title")}</h2>
      ${this.#head(sums)}
      ${adviceList(advice, sums.certain)}
      ${sums.dead > 0 ? html`${this.#layers(sums, image.layers)}${this.#causes(sums)}` : nothing}
      ${this.#dive(sums.dive)}
      ${sums.dead > 0 ? html`<ls-dead-list></ls-dead-list>` : nothing}
      ${duplicateList(duplicates)}`;
  }
}
customElements.define("ls-waste-tab", WasteTab);
