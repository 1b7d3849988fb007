// Details of the image: the facts, and the documents an engine would print: history, inspect, config.

import { html, nothing } from "lit";
import { engine } from "../state/core.js";
import { showWaste } from "../state/waste.js";
import { bytes, number, percent, size, stamp } from "../text/format.js";
import { t } from "../text/i18n.js";
import { Ask } from "./ask.js";
import "./attestations.js";
import { copyable, copyButton } from "./copy.js";
import { facts } from "./facts.js";
import { imageName } from "./header.js";
import { saveImage, saveView } from "./saving.js";
import { View } from "./view.js";

/** @import { State } from "../state/store.js" */

const exact = (/** @type {number} */ value) => html`<span title=${bytes(value)}>${size(value)}</span>`;

class ImageTab extends View {
  static properties = { noTrunc: { state: true } };

  #history = /** @type {Ask<string>} */ (new Ask(this));
  #inspect = /** @type {Ask<string>} */ (new Ask(this));
  #dockerfile = /** @type {Ask<string>} */ (new Ask(this));
  #config = /** @type {Ask<string>} */ (new Ask(this));

  constructor() {
    super();
    this.noTrunc = false;
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.image, s.opened, s.merged, s.height];
  }

  /** @param {string} title @param {string} as @param {Ask<string>} ask @param {unknown} [more] */
  #document(title, as, ask, more = nothing) {
    const text = ask.value;
    return html`<div class="doc-head"><h3>${title}</h3><span class="mute">${as}</span>${more}${text ? copyButton(text, title) : nothing}</div>
      ${text === null ? ask.instead : html`<pre class="doc" tabindex="0" aria-label=${title}>${text}</pre>`}`;
  }

  render() {
    const { image, opened, merged, height } = this.state;
    const layers = image?.layers.length ?? 0;
    if (!image || !opened) return html``;
    // Sizes in history and inspect are known only when all layers are read.
    const key = `${opened.file} ${opened.fileSize} ${image.index} ${merged}`;
    // A plain layer's digest is its diff_id; of a compressed one somebody has to have told it, or it is not known before it is hashed.
    const unhashed = image.layers.some(
      ({ codec, blobDigest, verify }) => !["none", ""].includes(codec) && !blobDigest && verify === "waiting",
    );
    return html`
      <h3>${t("image.facts")}</h3>
      ${facts([
        [
          t("image.names"),
          image.names.length > 0
            ? image.names.map((name) => html`<div class="mono">${name}${copyButton(name, name)}</div>`)
            : t("header.untagged"),
        ],
        [t("image.platform"), image.platform],
        [t("image.id"), image.id ? copyable(image.id, t("image.id")) : nothing],
        [t("image.created"), stamp(image.created)],
        [t("image.author"), image.author],
        [t("image.layers"), number(image.layers.filter(({ container }) => container === null).length)],
        [t("image.size"), image.size === null ? nothing : exact(image.size)],
        [t("image.stored"), exact(image.stored)],
        [
          t("image.dead"),
          image.dead === null
            ? nothing
            : html`<button type="button" class="link to-waste" title=${bytes(image.dead)} @click=${() => showWaste()}>${size(image.dead)}</button> <span class="mute">${percent(image.dead, image.size ?? 0)}</span>`,
        ],
      ])}
      ${merged && layers > 0 ? html`<div class="acts"><button type="button" class="small" title=${t("save.view.text")} @click=${() => saveView(imageName(image), height, layers)}>${height === layers - 1 ? t("save.view") : t("save.viewAt", { n: height + 1 })}</button>${opened.form === "rootfs" ? nothing : html`<button type="button" class="small" ?disabled=${unhashed} title=${t(unhashed ? "container.saveImage.hashing" : "container.saveImage.title")} @click=${() => saveImage(image)}>${t("container.saveImage")}</button>`}</div>${unhashed ? html`<p class="mute">${t("container.saveImage.hashing")}</p>` : nothing}` : nothing}
      ${image.attestations.length > 0 ? html`<ls-attestations></ls-attestations>` : nothing}
      ${opened.form === "rootfs" ? html`<p class="aside">${t("image.rootfs")}</p>` : this.#documents(key)}`;
  }

  /** What an engine would print. @param {string} key of what is shown */
  #documents(key) {
    this.#history.want(`${key} ${this.noTrunc}`, () => engine.history(this.noTrunc));
    this.#inspect.want(key, () => engine.ask("inspect"));
    this.#dockerfile.want(key, () => engine.ask("dockerfile"));
    this.#config.want(key, () => engine.ask("config"));
    const toggle = html`<label class="check"><input type="checkbox" .checked=${this.noTrunc}
      @change=${(/** @type {Event} */ e) => (this.noTrunc = /** @type {HTMLInputElement} */ (e.target).checked)}>${t("image.noTrunc")}</label>`;
    return html`${this.#document(t("image.history"), t("image.history.as"), this.#history, toggle)}
      ${this.#document(t("image.dockerfile"), t("image.dockerfile.as"), this.#dockerfile)}
      ${this.#document(t("image.inspect"), t("image.inspect.as"), this.#inspect)}
      ${this.#document(t("image.config"), t("image.config.as"), this.#config)}`;
  }
}
customElements.define("ls-image-tab", ImageTab);
