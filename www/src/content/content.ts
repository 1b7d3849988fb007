// A version's content: as lines of text, formatted JSON, a picture or bytes; small in the details, large over the files.

import { html, nothing } from "lit";
import type { Description, ProblemInfo, VersionInfo } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import { upperOf } from "../app/upper.ts";
import type { Piece } from "../core/reading.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";
import type { Form } from "./description.ts";
import { formsOf, kindWords } from "./description.ts";
import { formChoice } from "./form-choice.ts";
import type { Look } from "./page.ts";
import { pageBody } from "./page.ts";
import { pager } from "./pager.ts";
import { Pages } from "./pages.ts";
import { Picture } from "./picture.ts";

/** Where sixteen bytes don't stand beside each other. */
const NARROW = matchMedia("(width < 720px)");

/** Bytes of a page: some thousand lines of text; rows that fit a screen some ten times; in the details less of either. */
const PAGE = { text: 64 << 10, hex: 8 << 10, small: 2 << 10 };

class Content extends View {
  static override properties = {
    node: { type: Number },
    version: { attribute: false },
    full: { type: Boolean },
    form: { state: true },
    wrap: { state: true },
  };
  declare node: number;
  declare full: boolean;
  declare wrap: boolean;
  declare version: VersionInfo | null;
  /** The form that the person chose; null = the form that fits best. */
  declare form: Form | null;

  #description = new Query<Description | ProblemInfo>(this);
  #pretty = new Query<{ key: string; bytes: Piece | null }>(this);
  #pages = new Pages(() => this.requestUpdate());
  #picture = new Picture(() => this.requestUpdate());
  #whole = new Set<number>();
  #key = "";
  /** the page that has been scrolled to its place */
  #placed: object | null = null;

  constructor() {
    super();
    this.node = 0;
    this.full = false;
    this.wrap = true;
    this.version = null;
    this.form = null;
  }

  #read = (from: number, count: number) => engine.read(this.node, this.version?.layer ?? 0, from, count);

  override willUpdate() {
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

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#picture.forget();
    this.#key = "";
  }

  override render() {
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
      html`${this.full ? formChoice(this, forms, form) : nothing}<span class="kind mute">${kindWords(description)}</span>`,
      form !== "picture",
    );
  }

  #frame(
    body: unknown,
    head: unknown = html`<span class="kind mute">${t("content.reading")}</span>`,
    paged: boolean = true,
  ) {
    return html`<div class="content-head">${head}</div><div class="content-body">${body}</div>${this.full && paged ? pager(this.#pages) : nothing}`;
  }

  #body(form: Form, { what, charset }: Description) {
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
    const look: Look = {
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

  #formatted(charset: string) {
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
    const read = async (from: number, count: number) =>
      bytes ? { ...bytes, bytes: bytes.bytes.subarray(from, from + count) } : this.#read(from, count);
    const size = bytes?.size ?? this.version?.size ?? 0;
    this.#pages.open(`${key} json`, () => ({ read, size, charset: bytes ? "utf-8" : charset, page }));
    return html`${bytes ? nothing : html`<p class="remark mute">${t("content.asItIs")}</p>`}${this.#page()}`;
  }

  #drawing(what: string) {
    this.#pages.forget();
    this.#picture.open(this.#key, { what, read: this.#read });
    const { drawn } = this.#picture;
    if (!drawn) return html`<p class="nil mute">${t("content.reading")}</p>`;
    if ("url" in drawn)
      return html`<figure><img src=${drawn.url} alt=${t("content.picture")}><figcaption class="mute">${drawn.width > 0 ? t("content.pixels", { w: number(drawn.width), h: number(drawn.height) }) : nothing}</figcaption></figure>`;
    const { why } = drawn;
    return html`<p class="nil mute">${typeof why === "string" ? t(`content.picture.${why}`) : wording(why)}</p>`;
  }

  override updated() {
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
