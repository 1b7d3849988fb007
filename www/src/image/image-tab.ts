// Details of the image: the facts, and the documents an engine would print: history, inspect, config.

import "./attestations.ts";
import { html, nothing } from "lit";
import type { ImageInfo } from "../../pkg/layerscope.js";
import { copyable, copyButton } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import { fourSizes } from "../app/four-sizes.ts";
import { imageName } from "../app/image-name.ts";
import { Query } from "../app/query.ts";
import { registry } from "../app/registry.ts";
import { saveImage, saveView } from "../app/saving.ts";
import type { State } from "../app/store.ts";
import { facts } from "../ui/facts.ts";
import { bytes, number, percent, size, stamp } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { dockerStoreChoice } from "./docker-store.ts";

const exact = (value: number) => html`<span title=${bytes(value)}>${size(value)}</span>`;

class ImageTab extends View {
  static override properties = { noTrunc: { state: true } };
  declare noTrunc: boolean;

  #history = new Query<string>(this);
  #inspect = new Query<string>(this);
  #dockerfile = new Query<string>(this);
  #config = new Query<string>(this);

  constructor() {
    super();
    this.noTrunc = false;
  }

  override uses(s: Readonly<State>) {
    return [s.image, s.opened, s.merged, s.height, s.dockerStore];
  }

  #document(title: string, as: string, ask: Query<string>, more: unknown = nothing) {
    const text = ask.value;
    return html`<div class="doc-head"><h3>${title}</h3><span class="mute">${as}</span>${more}${text ? copyButton(text, title) : nothing}</div>
      ${text === null ? ask.instead : html`<pre class="doc" tabindex="0" aria-label=${title}>${text}</pre>`}`;
  }

  override render() {
    const linked = registry.parts("image.dead", this.state);
    const { image, opened, merged, height } = this.state;
    const layers = image?.layers.length ?? 0;
    if (!image || !opened) return html``;
    // Sizes in history and inspect are known only when all layers are read.
    const key = `${opened.file} ${opened.fileSize} ${image.index} ${merged}`;
    // A plain layer's digest is its diff_id. That of a compressed layer stands in a document, or is not known before it is hashed.
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
        [t("image.target"), image.stores.target ? copyable(image.stores.target, t("image.target")) : nothing],
        [t("image.created"), stamp(image.created)],
        [t("image.author"), image.author],
        [t("image.layers"), number(image.layers.filter(({ container }) => container === null).length)],
        ...fourSizes(image),
        [
          t("image.dead"),
          image.dead === null
            ? nothing
            : html`${linked.length > 0 ? linked : exact(image.dead)} <span class="mute">${percent(image.dead, image.size ?? 0)}</span>`,
        ],
      ])}
      ${merged && layers > 0 ? html`<div class="acts"><button type="button" class="small" title=${t("save.view.text")} @click=${() => saveView(imageName(image), height, layers)}>${height === layers - 1 ? t("save.view") : t("save.viewAt", { n: height + 1 })}</button>${opened.form === "rootfs" ? nothing : html`<button type="button" class="small" ?disabled=${unhashed} title=${t(unhashed ? "image.save.hashing" : "image.save.title")} @click=${() => saveImage(image)}>${t("image.save")}</button>`}</div>${unhashed ? html`<p class="mute">${t("image.save.hashing")}</p>` : nothing}` : nothing}
      ${registry.parts("image.about", this.state)}
      ${image.attestations.length > 0 ? html`<ls-attestations></ls-attestations>` : nothing}
      ${opened.form === "rootfs" ? html`<p class="aside">${t("image.rootfs")}</p>` : this.#documents(key, image)}`;
  }

  /**
   * What an engine would print.
   * @param key of what is shown
   */
  #documents(key: string, image: ImageInfo) {
    const chosen = this.state.dockerStore ?? image.stores.own;
    const printed = `${key} ${chosen} ${image.stores.target}`;
    this.#history.want(`${printed} ${this.noTrunc}`, () => engine.history(chosen, this.noTrunc));
    this.#inspect.want(printed, () => engine.ask("inspect", chosen));
    this.#dockerfile.want(key, () => engine.ask("dockerfile"));
    this.#config.want(key, () => engine.ask("config"));
    const toggle = html`<label class="check"><input type="checkbox" .checked=${this.noTrunc}
      @change=${(e: Event) => (this.noTrunc = (e.target as HTMLInputElement).checked)}>${t("image.noTrunc")}</label>`;
    return html`${dockerStoreChoice(image, chosen)}
      ${this.#document(t("image.history"), t("image.history.as"), this.#history, toggle)}
      ${this.#document(t("image.dockerfile"), t("image.dockerfile.as"), this.#dockerfile)}
      ${this.#document(t("image.inspect"), t("image.inspect.as"), this.#inspect)}
      ${this.#document(t("image.config"), t("image.config.as"), this.#config)}`;
  }
}
customElements.define("ls-image-tab", ImageTab);
