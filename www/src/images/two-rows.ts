// The files in which two images differ, page by page, the largest difference first; filtered by what happened and by a text.

import { html, nothing } from "lit";
import type { Compared, ComparedPage, ComparedRow, Status } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import { wrongWords } from "../search/index.ts";
import { bytes, number, signed, signedBytes, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { side } from "./two-lists.ts";

/** Rows of a page. */
const PAGE = 100;
/** A person types on: the question waits so long for the next letter. */
const TYPING_MS = 150;
export const LETTERS = { added: "A", changed: "C", removed: "D", moved: "M" } as const;
const STATUS = ["added", "changed", "removed", "moved"] as const;

/** Events: `leave` { node, layer }: to a file of the shown image. */
class TwoRows extends View {
  static override properties = {
    found: { attribute: false },
    names: { attribute: false },
    status: { state: true },
    query: { state: true },
    from: { state: true },
  };
  declare found: Compared | null;
  /** The names of the two images. */
  declare names: { left: string; right: string };
  declare status: Status | null;
  declare query: string;
  declare from: number;
  #rows = new Query<ComparedPage>(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Compared | null = null;
  /** Counts comparisons: rows of an older one are dropped. */
  #turn = 0;

  constructor() {
    super();
    this.found = null;
    this.names = { left: "", right: "" };
    this.status = null;
    this.query = "";
    this.from = 0;
  }

  override willUpdate() {
    if (this.found === this.#before) return;
    this.#before = this.found;
    this.#turn++;
    this.from = 0;
  }

  #typed(event: Event) {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.query = value.trim();
      this.from = 0;
    }, TYPING_MS);
  }

  #choose(event: Event) {
    const { value } = event.target as HTMLInputElement;
    this.status = STATUS.find((status) => status === value) ?? null;
    this.from = 0;
  }

  #filter({ files }: Compared) {
    const all = STATUS.reduce((sum, status) => sum + files[status].paths, 0);
    const option = (status: Status | null, letter: string, words: string, n: number) =>
      html`<label title=${status ? `${words}: ${bytes(files[status].bytes)}` : words}><input type="radio" name="two-status" value=${status ?? ""} aria-label=${`${words}: ${number(n)}`} .checked=${this.status === status}><span>${letter ? html`<b class=${`im-sign ${letter}`}>${letter}</b> <bdi class="words">${words}</bdi> ` : `${words} `}${number(n)}</span></label>`;
    return html`<div class="im-filter">
      <div class="seg" role="radiogroup" aria-label=${t("images.filter")} @change=${this.#choose}>
        ${option(null, "", t("images.filter.all"), all)}
        ${STATUS.map((status) => option(status, LETTERS[status], t(`images.status.${status}`), files[status].paths))}</div>
      <input type="search" aria-label=${t("images.filter.text")} placeholder=${t("images.filter.text")} spellcheck="false" autocomplete="off" @input=${this.#typed}>
    </div>`;
  }

  #leave(node: number, layer: number | null) {
    this.dispatchEvent(new CustomEvent("leave", { detail: { node, layer }, bubbles: true }));
  }

  #row(row: ComparedRow) {
    const letter = LETTERS[row.status];
    const words = t(`images.status.${row.status}`);
    const reasons = row.reasons.map((reason) => textOf(`reason.${reason}`) ?? reason);
    const difference = (row.right ?? 0) - (row.left ?? 0);
    const { rightNode, rightLayer } = row;
    const path = row.from === null ? row.path : `${row.from} → ${row.path}`;
    return html`<tr><td><b class=${`im-sign ${letter}`} title=${words} aria-hidden="true">${letter}</b><span class="sr">${words}</span></td>
      <td class="mono path">${rightNode === null ? html`<span title=${t("images.onlyLeft")}>${path}</span>` : html`<button type="button" class="link" title=${t("images.goTo", { path: row.path })} @click=${() => this.#leave(rightNode, rightLayer)}>${path}</button>`}</td>
      <td class="why">${reasons.join(t("list.and"))}</td>
      <td class="num" title=${bytes(row.left)}>${size(row.left)}</td><td class="num" title=${bytes(row.right)}>${size(row.right)}</td>
      <td class="num" title=${signedBytes(difference)}>${signed(difference)}</td></tr>`;
  }

  #turnTo(from: number) {
    this.from = from;
  }

  #pager({ total, from, rows }: ComparedPage) {
    // At an end a button does nothing and keeps the focus, which a disabled one would lose.
    const turn = (
      name: "content.first" | "content.previous" | "content.next" | "content.last",
      icon: unknown,
      to: number,
      able: boolean,
    ) =>
      html`<button type="button" class="quiet icon-only" aria-label=${t(name)} title=${t(name)} aria-disabled=${!able} @click=${() => this.#turnTo(able ? to : from)}>${icon}</button>`;
    const last = Math.max(0, Math.floor((total - 1) / PAGE) * PAGE);
    return html`<div class="pager"><span class="range mute" role="status">${total === 0 ? t("images.rows.none") : t("images.rows", { from: number(from + 1), to: number(from + rows.length), total: number(total) })}</span>
      ${total > PAGE ? html`<div class="turns" role="group" aria-label=${t("content.pages")}>${turn("content.first", icons.first, 0, from > 0)}${turn("content.previous", icons.previous, Math.max(0, from - PAGE), from > 0)}${turn("content.next", icons.next, from + PAGE, from + PAGE < total)}${turn("content.last", icons.last, last, from < last)}</div>` : nothing}</div>`;
  }

  override render() {
    const { found, names, status, query, from } = this;
    if (!found) return html``;
    const key = JSON.stringify([this.#turn, status, query, from]);
    const page = this.#rows.want(key, () => engine.ask("compareRows", status, query, from, PAGE));
    return html`${this.#filter(found)}
      ${
        page
          ? html`${page.wrong ? html`<p class="gone-line" role="alert">${wrongWords(page.wrong)}</p>` : nothing}${this.#pager(page)}<div class="im-wide" role="region" tabindex="0" aria-label=${t("images.files.caption")}><table class="im-files"><caption class="sr">${t("images.files.caption")}</caption>
        <thead><tr><th scope="col" class="sign"><span class="sr">${t("images.sign")}</span></th><th scope="col" class="path">${t("file.path")}</th><th scope="col" class="why">${t("images.why")}</th>${side("left", names)}${side("right", names)}<th scope="col" class="num">${t("images.difference")}</th></tr></thead>
        <tbody>${page.rows.map((row) => this.#row(row))}</tbody></table></div>`
          : this.#rows.instead
      }`;
  }
}
customElements.define("ls-two-rows", TwoRows);
