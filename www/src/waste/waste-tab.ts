// Details of waste: dead bytes, advice, sums by layer and by cause, dive's figures, the dead files, contents stored twice.

import "./dead-list.ts";
import { html, nothing } from "lit";
import type { Dive, LayerInfo, WasteInfo, WasteQuery } from "../../pkg/layerscope.js";
import type { State } from "../app/store.ts";
import { upperOf } from "../app/upper.ts";
import { facts } from "../ui/facts.ts";
import { bytes, number, percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";
import { adviceList } from "./advice.ts";
import { causeWords } from "./cause-words.ts";
import { duplicateList } from "./duplicates.ts";
import { chooseDead } from "./waste.state.ts";

class WasteTab extends View {
  override uses(s: Readonly<State>) {
    return [s.waste, s.unwasted, s.merged, s.proof, s.image, s.opened];
  }

  /** Lists what was chosen in a sum. */
  #list(query: Partial<WasteQuery>) {
    chooseDead({ layer: null, hiddenBy: null, cause: null, ...query });
    const list = this.querySelector("ls-dead-list h3") as HTMLElement | null;
    list?.scrollIntoView({ block: "start" });
    list?.focus({ preventScroll: true });
  }

  #head({ dead, size: whole, paths, certain }: WasteInfo) {
    const { proof } = this.state;
    const doubt = certain ? "" : t(proof === "running" ? "waste.uncertain" : "waste.unhashed");
    return html`<section class="cost waste-head ${dead > 0 ? "" : "ok"}"><strong title=${`${bytes(dead)} / ${bytes(whole)}`}>${
      dead > 0 ? t("waste.head", { dead: size(dead), size: size(whole) }) : t("waste.none")
    }${dead > 0 ? html` <small>(${percent(dead, whole)}; ${bytes(dead)})</small>` : nothing}</strong>
      <p>${dead > 0 ? t("waste.head.text", { paths: number(paths) }) : t("waste.none.text")}</p>
      ${upperOf(this.state) >= 0 ? html`<p class="mute">${t("waste.container")}</p>` : nothing}
      ${doubt ? html`<p class="mute">${doubt}</p>` : nothing}</section>`;
  }

  #dive({ efficiency, wastedBytes, wastedShare, passes }: Dive) {
    const share = (of: number) => number(of, { style: "percent", maximumFractionDigits: 2 });
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

  #layers({ layers }: WasteInfo, infos: LayerInfo[]) {
    const some = layers.filter(({ dead, hides }) => dead > 0 || hides > 0);
    const most = Math.max(1, ...layers.map((layer) => layer.size));
    const left = layers.length - some.length;
    const link = (value: number, title: string, query: Partial<WasteQuery>) =>
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

  #causes({ causes }: WasteInfo) {
    return html`<h3>${t("waste.causes")}</h3><ul class="causes">${causes.map(
      ({ cause, why, paths, bytes: sum }) =>
        html`<li title=${t(`cause.${cause}.text`)}><button type="button" class="link" @click=${() => this.#list({ cause })}>${causeWords(cause, why)}</button><span class="mute">${t("waste.versions", { n: number(paths) })}</span><span class="num" title=${bytes(sum)}>${size(sum)}</span></li>`,
    )}</ul>`;
  }

  override render() {
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
