// Two images compared: the shown one with another. A verdict first, then files, layers, config and history.

import "./two-rows.ts";
import { html, nothing } from "lit";
import type { Compared } from "../../pkg/layerscope.js";
import { imageName } from "../app/image-name.ts";
import { progressBar } from "../app/progress.ts";
import type { State } from "../app/store.ts";
import { number, signed, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";
import { companion } from "./companion.ts";
import { compareWith, prove, stopComparing } from "./images.state.ts";
import { nameOf } from "./trunk-blocks.ts";
import { configTable, historyTable, layersTable } from "./two-lists.ts";

/** Layers as people count them. */
const list = (layers: number[]) => layers.map((layer) => number(layer + 1)).join(t("list.and"));

class TwoImages extends View {
  static override properties = { left: { state: true } };
  /** The other image, before it is compared. */
  declare left: number | null;

  constructor() {
    super();
    this.left = null;
  }

  override uses(s: Readonly<State>) {
    return [s.opened, s.image?.index, s.merged, s.proof, s.comparing, s.progress];
  }

  /** Those that can be compared with the shown one. */
  get #others() {
    const { opened, image } = this.state;
    return (opened?.images ?? []).filter(({ index }) => index !== image?.index);
  }

  get #left() {
    const { comparing, opened, image } = this.state;
    const others = this.#others;
    const wanted = this.left ?? comparing?.left;
    if (others.some(({ index }) => index === wanted)) return wanted ?? 0;
    return (opened && companion(opened, image?.index ?? 0)) ?? 0;
  }

  #choose(event: Event) {
    // Otherwise the reading of the other image would go on unseen.
    stopComparing();
    this.left = Number((event.target as HTMLSelectElement).value);
  }

  /** The button that was pressed goes: the focus stays at the one that stops it. */
  #prove() {
    prove();
    (this.querySelector(".im-pair button") as HTMLElement | null)?.focus();
  }

  override render() {
    const { image, merged, comparing, progress, opened } = this.state;
    if (!image || !opened) return html``;
    const left = this.#left;
    const current = comparing && comparing.left === left && comparing.right === image.index ? comparing : null;
    const running = current?.running ?? false;
    const now = progress?.phase === "comparing" ? progress : null;
    return html`<div class="im-ask"><h3>${t("images.ask.compare")}</h3></div>
      <form class="im-pair" @submit=${(e: Event) => {
        e.preventDefault();
        if (running) stopComparing();
        else compareWith(left);
      }}>
        <label>${t("images.left")} <select @change=${this.#choose}>${this.#others.map((choice) => html`<option value=${choice.index} .selected=${choice.index === left}>${imageName(choice)}</option>`)}</select></label>
        <span aria-hidden="true">→</span><span>${t("images.right")} <b>${nameOf(opened.images, image.index)}</b></span>
        <button type="submit" class=${running || current?.found ? "" : "primary"} ?disabled=${!merged}>${t(running ? "action.cancel" : "images.compare.go")}</button>
        <span class="mute" role="status">${running ? t(current?.found ? "images.compare.proving" : "images.compare.running") : merged ? nothing : t("images.compare.wait")}</span>
      </form>
      <div class="im-bar">${running ? progressBar(now) : nothing}</div>
      ${current?.problem ? html`<p class="gone-line">${wording(current.problem)}</p>` : nothing}
      ${current?.found ? this.#found(current.found, running) : running ? nothing : html`<p class="mute">${t("images.compare.text")}</p>`}`;
  }

  #found(found: Compared, running: boolean) {
    const { opened, proof } = this.state;
    const { left, right, files, sizes, rebuild, common, layers } = found;
    const names = { left: nameOf(opened?.images ?? [], left), right: nameOf(opened?.images ?? [], right) };
    const changed = files.added.paths + files.changed.paths + files.removed.paths + files.moved.paths;
    const verdict = found.same ? "same" : rebuild;
    const words = { n: number(changed), times: number(found.timesOnly), common: number(common), ...names };
    const more = sizes.right - sizes.left;
    return html`<div class=${`im-verdict ${verdict}`} role="status"><strong>${t(`images.verdict.${verdict}`, words)}</strong>
        <p>${t("images.compare.sizes", { left: size(sizes.left), right: size(sizes.right), more: signed(more) })}
        ${found.same ? nothing : t("images.compare.common", { common: number(common), one: common === 1, left: number(layers.filter((layer) => layer.left !== null).length), right: number(layers.filter((layer) => layer.right !== null).length) })}</p>
        ${found.certain ? nothing : html`<p class="mute">${t("images.compare.uncertain")}${!running && proof === "done" ? html` <button type="button" class="small" @click=${this.#prove}>${t("images.compare.prove")}</button>` : nothing}</p>`}
        ${found.unread.left.length + found.unread.right.length > 0 ? html`<p class="gone-line">${t("images.compare.unread", { left: list(found.unread.left), right: list(found.unread.right) })}</p>` : nothing}</div>
      <h3>${t("files.title")}</h3>
      ${changed === 0 ? html`<p class="mute">${t("images.files.none", { n: number(files.equal) })}</p>` : html`<ls-two-rows .found=${found} .names=${names}></ls-two-rows>`}
      <h3>${t("stack.title")}</h3>${layersTable(found, names)}
      <h3>${t("image.config")}</h3>${found.config.length > 0 ? configTable(found, names) : html`<p class="mute">${t("images.config.same")}</p>`}
      <h3>${t("image.history")}</h3>${found.history.every(({ equal }) => equal) ? html`<p class="mute">${t("images.history.same", { n: number(found.history.length) })}</p>` : historyTable(found, names)}`;
  }
}
customElements.define("ls-two-images", TwoImages);
