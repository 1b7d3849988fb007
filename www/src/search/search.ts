// The search: a field, how much it found or what is wrong with it.

import "./builder.ts";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { QueryError, RowsPage } from "../../pkg/layerscope.js";
import { setPart, setShape } from "../app/actions.ts";
import { copyButton } from "../app/copy.ts";
import type { State } from "../app/store.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { setQuery, showBuilder } from "./search.state.ts";

/** The fault of a query, in the page's language. */
export function wrongWords(wrong: QueryError) {
  const key = `query-error.${wrong.kind}`;
  const what = textOf(key, wrong);
  return what === undefined ? wrong.message : t("query-error.at", { n: number(wrong.at + 1), what });
}

class Search extends View {
  static override properties = { page: { attribute: false } };
  /** the rows that are shown, and what was found */
  declare page: RowsPage | null;

  constructor() {
    super();
    this.page = null;
  }

  override uses(s: Readonly<State>) {
    return [s.query, s.builder, s.shape];
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this);
  }

  get #field() {
    return this.querySelector("#query") as HTMLInputElement | null;
  }

  /** `/` leads here from anywhere but from where it is typed. */
  handleEvent(event: KeyboardEvent) {
    const typing =
      event.target instanceof Element &&
      event.target.matches("input:not([type=radio],[type=checkbox]),select,textarea");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || this.state.help) return;
    event.preventDefault();
    setPart("files");
    // The results are rows.
    if (this.state.shape === "diagram") setShape("tree");
    this.#focus();
  }

  /** The part may have been hidden until now. */
  async #focus() {
    await new Promise(requestAnimationFrame);
    this.#field?.focus();
    this.#field?.select();
  }

  #key(event: KeyboardEvent) {
    if (event.isComposing) return;
    const { query, builder } = this.state;
    if (event.key === "Escape" && query) setQuery("");
    else if (event.key === "Escape" && builder) showBuilder(false);
    else if (event.key === "ArrowDown" || event.key === "Enter") this.dispatchEvent(new CustomEvent("leave"));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #clear() {
    setQuery("");
    this.#field?.focus();
  }

  #found() {
    const { matches = null, matchBytes = null } = this.page ?? {};
    if (matches === null || !this.state.query) return nothing;
    return html`${t("search.matches", { n: number(matches), one: matches === 1 })}${matchBytes ? html`<span class="bytes" title=${bytes(matchBytes)}> · ${size(matchBytes)}</span>` : nothing}`;
  }

  override render() {
    this.hidden = this.state.shape === "diagram";
    const { query, builder } = this.state;
    const wrong = query ? (this.page?.wrong ?? null) : null;
    return html`<div role="search" class="search" aria-label=${t("search.title")}>
      <div class=${wrong ? "field wrong" : "field"}>
        ${icons.search}
        <input id="query" type="text" aria-label=${t("search.field")} placeholder=${t("search.hint")} title=${t("search.key")}
          aria-invalid=${wrong ? "true" : "false"} aria-describedby="query-wrong" aria-keyshortcuts="/"
          autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="8000" .value=${live(query)}
          @input=${(e: Event) => setQuery((e.target as HTMLInputElement).value)} @keydown=${this.#key}>
        <span class="count" role="status">${wrong ? nothing : this.#found()}</span>
        ${query ? html`${copyButton(query, t("search.query"))}<button type="button" class="clear" aria-label=${t("search.clear")} title=${t("search.clear")} @click=${this.#clear}>${icons.cross}</button>` : nothing}
        <p id="query-wrong" class="bubble" role="status" ?data-empty=${!wrong}>${wrong ? wrongWords(wrong) : nothing}</p>
      </div>
      <button type="button" class="filters" aria-expanded=${String(builder)} aria-controls="builder" title=${t("search.filters.title")}
        @click=${() => showBuilder(!builder)}>${icons.filter}<span>${t("search.filters")}</span></button>
    </div>
    <ls-builder id="builder" ?hidden=${!builder}></ls-builder>`;
  }
}
customElements.define("ls-search", Search);
