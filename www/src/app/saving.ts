// Saving, as the person sees it: its progress, a way to stop it, then its problems. And the actions of the buttons.

import { html, nothing } from "lit";
import type { ImageInfo, LayerInfo, PathHistory, VersionInfo } from "../../pkg/layerscope.js";
import { number, percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { place, wording } from "../ui/wording.ts";
import { imageName } from "./image-name.ts";
import { dismissSaved, save, stopSaving } from "./saving.state.ts";
import type { State } from "./store.ts";

/** Problems that are listed one by one. */
const MOST = 5;
const last = (path: string) => path.slice(path.lastIndexOf("/") + 1);

export const saveVersion = ({ node, path }: PathHistory, { layer }: VersionInfo) =>
  save({ what: "file", node, layer }, last(path));

/** As the merged view of a height shows it. */
export const saveDirectory = ({ node, path }: PathHistory, height: number) =>
  save({ what: "directory", node, height }, last(path) || t("save.root"), ".tar");

/** The whole merged view. */
export const saveView = (image: string, height: number, layers: number) =>
  save(
    { what: "directory", node: 0, height },
    height === layers - 1 ? image : t("save.viewName", { image, n: height + 1 }),
    ".tar",
  );

/** As docker save writes it. */
export const saveImage = (image: ImageInfo) => save({ what: "image", image: image.index }, imageName(image), ".tar");

export const saveLayer = ({ index, diffId }: LayerInfo) =>
  save(
    { what: "layer", layer: index },
    `layer-${index + 1}${diffId ? `-${diffId.replace(/^sha256:/, "").slice(0, 12)}` : ""}`,
    ".tar",
  );

class Saving extends View {
  override uses(s: Readonly<State>) {
    return [s.saving, s.saved];
  }

  override render() {
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
