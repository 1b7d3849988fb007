// A version's content: as lines of text, formatted JSON, a picture or bytes; small in the details, large over the files.

import { html, nothing } from "lit";
import { upperOf } from "../state/container.js";
import { engine } from "../state/core.js";
import { Pages } from "../state/pages.js";
import { Picture } from "../state/picture.js";
import { number } from "../text/format.js";
import { t } from "../text/i18n.js";
import { Ask } from "./ask.js";
import { formsOf, kindWords } from "./describing.js";
import { pageBody } from "./page.js";
import { pager } from "./pager.js";
import { View } from "./view.js";
import { wording } from "./wording.js";

/** @import { Description, ProblemInfo, VersionInfo } from "../pkg/layerscope.js" */
/** @import { Piece } from "../engine/reading.js" */
/** @import { Form } from "./describing.js" */
/** @import { Look } from "./page.js" */

/** Where sixteen bytes don't stand beside each other. */
const NARROW = matchMedia("(width < 720px)");

/** Bytes of a page: some thousand lines of text; rows that fit a screen some ten times; in the details less of either. */
const PAGE = { text: 64 << 10, hex: 8 << 10, small: 2 << 10 };

class Content extends View {
  static properties = {
    node: { type: Number },
    version: { attribute: false },
    full: { type: Boolean },
    form: { state: true },
    wrap: { state: true },
  };

  #description = /** @type {Ask<Description | ProblemInfo>} */ (new Ask(this));
  #pretty = /** @type {Ask<{ key: string, bytes: Piece | null }>} */ (new Ask(this));
  #pages = new Pages(() => this.requestUpdate());
  #picture = new Picture(() => this.requestUpdate());
  #whole = /** @type {Set<number>} */ (new Set());
  #key = "";
  /** @type {object | null} the page that has been scrolled to its place */
  #placed = null;

  constructor() {
    super();
    this.node = 0;
    this.full = false;
    this.wrap = true;
    /** @type {VersionInfo | null} */
    this.version = null;
    /** What the person chose; null = what fits best. @type {Form | null} */
    this.form = null;
  }

  /** @param {number} from @param {number} count */
  #read = (from, count) => engine.read(this.node, this.version?.layer ?? 0, from, count);

  willUpdate() {
    const { fileName, image, edits } = this.state;
    const key = [
      fileName,
      image?.id,
      image?.container?.id,
      this.node,
      this.version?.layer,
      this.version?.layer === upperOf(this.state) ? edits : "",
    ].join(" ");
    if (key === this.#key) return;
    this.#key = key;
    this.form = null;
    this.#description.forget();
    this.#pages.forget();
    this.#picture.forget();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#picture.forget();
    this.#key = "";
  }

  render() {
    const { version } = this;
    if (!version) return html``;
    const { layer } = version;
    const description = this.#description.want(this.#key, () =>
      engine.describe(this.node, layer).catch((problem) => {
        if (problem.kind === "cancelled") throw problem;
        return problem;
      }),
    );
    if (!description) return this.#frame(html`<p class="nil mute">${t("content.reading")}</p>`);
    if ("kind" in description) return this.#frame(html`<p class="nil gone-line">${wording(description)}</p>`);
    const forms = formsOf(description);
    const form = this.form && forms.includes(this.form) ? this.form : (forms[0] ?? "hex");
    const body = this.#body(form, description);
    return this.#frame(
      body,
      html`${this.full ? this.#choice(forms, form) : nothing}<span class="kind mute">${kindWords(description)}</span>`,
      form !== "picture",
    );
  }

  /** @param {unknown} body @param {unknown} [head] @param {boolean} [paged] */
  #frame(body, head = html`<span class="kind mute">${t("content.reading")}</span>`, paged = true) {
    return html`<div class="content-head">${head}</div><div class="content-body">${body}</div>${this.full && paged ? pager(this.#pages) : nothing}`;
  }

  /** @param {Form[]} forms @param {Form} form */
  #choice(forms, form) {
    const choose = (/** @type {Event} */ e) =>
      (this.form = /** @type {Form} */ (/** @type {HTMLInputElement} */ (e.target).value));
    return html`${
      forms.length > 1
        ? html`<div class="seg" role="radiogroup" aria-label=${t("content.as")} @change=${choose}>
      ${forms.map((value) => html`<label><input type="radio" name="form" value=${value} .checked=${value === form}><span>${t(`content.as.${value}`)}</span></label>`)}</div>`
        : nothing
    }
    ${form === "text" || form === "json" ? html`<label class="check"><input type="checkbox" .checked=${this.wrap} @change=${(/** @type {Event} */ e) => (this.wrap = /** @type {HTMLInputElement} */ (e.target).checked)}>${t("content.wrap")}</label>` : nothing}`;
  }

  /** @param {Form} form @param {Description} description */
  #body(form, { what, charset }) {
    if (this.version?.size === 0 && what === "empty") return html`<p class="nil mute">${t("content.empty")}</p>`;
    if (form === "picture") return this.#drawing(what);
    if (form === "json") return this.#formatted(charset ?? "utf-8");
    const key = `${this.#key} ${form}`;
    const text = form === "text";
    const page = this.full ? PAGE[text ? "text" : "hex"] : PAGE.small;
    this.#pages.open(key, () => ({
      read: this.#read,
      size: this.version?.size ?? 0,
      charset: text ? charset : null,
      page,
    }));
    return this.#page();
  }

  #page() {
    const { page, problem } = this.#pages;
    if (problem) return problem.kind === "cancelled" ? nothing : html`<p class="nil gone-line">${wording(problem)}</p>`;
    if (!page) return html`<p class="nil mute">${t("content.reading")}</p>`;
    /** @type {Look} */
    const look = {
      label: t("content.title"),
      wrap: this.wrap,
      across: this.full && !NARROW.matches ? 16 : 8,
      whole: this.#whole,
      show: (at) => {
        this.#whole.add(at);
        this.requestUpdate();
      },
    };
    return pageBody(page, look);
  }

  /** @param {string} charset */
  #formatted(charset) {
    const key = this.#key;
    const ask = () =>
      engine.pretty(this.node, this.version?.layer ?? 0, charset).then(
        (bytes) => ({ key, bytes }),
        (problem) => {
          if (problem.kind === "cancelled") throw problem;
          return { key, bytes: null };
        },
      );
    const pretty = this.#pretty.want(key, ask);
    if (pretty?.key !== key) return html`<p class="nil mute">${t("content.reading")}</p>`;
    const { bytes } = pretty;
    const page = this.full ? PAGE.text : PAGE.small;
    const read = async (/** @type {number} */ from, /** @type {number} */ count) =>
      bytes ? { ...bytes, bytes: bytes.bytes.subarray(from, from + count) } : this.#read(from, count);
    const size = bytes?.size ?? this.version?.size ?? 0;
    this.#pages.open(`${key} json`, () => ({ read, size, charset: bytes ? "utf-8" : charset, page }));
    return html`${bytes ? nothing : html`<p class="remark mute">${t("content.asItIs")}</p>`}${this.#page()}`;
  }

  /** @param {string} what */
  #drawing(what) {
    this.#pages.forget();
    this.#picture.open(this.#key, { what, read: this.#read });
    const { drawn } = this.#picture;
    if (!drawn) return html`<p class="nil mute">${t("content.reading")}</p>`;
    if ("url" in drawn)
      return html`<figure><img src=${drawn.url} alt=${t("content.picture")}><figcaption class="mute">${drawn.width > 0 ? t("content.pixels", { w: number(drawn.width), h: number(drawn.height) }) : nothing}</figcaption></figure>`;
    const { why } = drawn;
    return html`<p class="nil mute">${typeof why === "string" ? t(`content.picture.${why}`) : wording(why)}</p>`;
  }

  updated() {
    const { page } = this.#pages;
    const body = this.querySelector(".content-body");
    if (!body || page === this.#placed) return;
    this.#placed = page;
    const mark = body.querySelector(".here");
    if (mark) mark.scrollIntoView({ block: "center" });
    else body.scrollTop = page?.atEnd ? body.scrollHeight : 0;
  }
}
customElements.define("ls-content", Content);
