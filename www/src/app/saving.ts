// Saving, as the person sees it: how far it is and how to stop it; then what has to be told of it. And the buttons' orders.

import { html, nothing } from "lit";
import { dismissSaved, save, stopSaving } from "../state/saving.js";
import { number, percent, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { imageName } from "./header.js";
import { icons } from "./icons.js";
import { vars } from "./vars.js";
import { View } from "./view.js";
import { place, wording } from "./wording.js";

/** @import { ImageInfo, LayerInfo, PathHistory, VersionInfo } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

/** Problems that are told one by one. */
const MOST = 5;
const last = (/** @type {string} */ path) => path.slice(path.lastIndexOf("/") + 1);

/** @param {PathHistory} path @param {VersionInfo} version */
export const saveVersion = ({ node, path }, { layer }) => save({ what: "file", node, layer }, last(path));

/** As the merged view of a height shows it. @param {PathHistory} path @param {number} height */
export const saveDirectory = ({ node, path }, height) =>
  save({ what: "directory", node, height }, last(path) || t("save.root"), ".tar");

/** The whole merged view. @param {string} image @param {number} height @param {number} layers */
export const saveView = (image, height, layers) =>
  save(
    { what: "directory", node: 0, height },
    height === layers - 1 ? image : t("save.viewName", { image, n: height + 1 }),
    ".tar",
  );

/** As docker save writes it. @param {ImageInfo} image */
export const saveImage = (image) => save({ what: "image", image: image.index }, imageName(image), ".tar");

/** @param {LayerInfo} layer */
export const saveLayer = ({ index, diffId }) =>
  save(
    { what: "layer", layer: index },
    `layer-${index + 1}${diffId ? `-${diffId.replace(/^sha256:/, "").slice(0, 12)}` : ""}`,
    ".tar",
  );

class Saving extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.saving, s.saved];
  }

  render() {
    const { saving, saved } = this.state;
    if (saving) {
      const { title, done, total, steps } = saving;
      const share = total > 0 ? Math.min(1, done / total) : 0;
      return html`<section class="saving" aria-label=${t("save.title")}>
        <div class="line"><strong title=${title}><bdi>${t("save.running.of", { name: title })}</bdi></strong><button type="button" class="small" @click=${stopSaving}>${t("action.cancel")}</button></div>
        <div class="bar-track" role="progressbar" aria-label=${t("progress.bar")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(share * 100)}><i ${vars({ "--p": share.toFixed(4) })}></i></div>
        <p class="mute">${total > 0 ? html`${steps ? nothing : `${t("progress.of", { done: size(done), total: size(total) })} · `}${percent(done, total)}` : t("opening.preparing")}</p>
      </section>`;
    }
    if (!saved) return html``;
    const { name, title, problems } = saved;
    return html`<section class="saving" aria-label=${t("save.title")} role="status">
      <div class="line"><strong>${name ? t("save.done", { name }) : t("save.failed", { name: title })}</strong>
        <button type="button" class="quiet icon-only" aria-label=${t("action.close")} title=${t("action.close")} @click=${dismissSaved}>${icons.cross}</button></div>
      ${name && !name.startsWith(title) ? html`<p>${t("save.renamed")} <span class="mono">${title}</span></p>` : nothing}
      ${problems.length > 0 && name ? html`<p>${t("save.partly")}</p>` : nothing}
      ${problems.slice(0, MOST).map((problem) => html`<p class="gone-line">${wording(problem)} <span class="mute">${place({ ...problem, file: null })}</span></p>`)}
      ${problems.length > MOST ? html`<p class="mute">${t("save.more", { n: number(problems.length - MOST) })}</p>` : nothing}
    </section>`;
  }
}
customElements.define("ls-saving", Saving);
