// The search: a field, how much it found or what is wrong with it.

import "./builder.ts";
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { QueryError, RowsPage } from "../../pkg/layerscope.js";
import { copyButton } from "../app/copy.ts";
import { pressed } from "../app/keys.ts";
import { inRows } from "../app/shape.state.ts";
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

  get #field() {
    return this.querySelector("#query") as HTMLInputElement | null;
  }

  /** Leads the keyboard to the field. */
  enter() {
    this.#field?.focus();
    this.#field?.select();
  }

  #key(event: KeyboardEvent) {
    const key = pressed(event);
    const { query, builder } = this.state;
    if (key === "Escape" && query) setQuery("");
    else if (key === "Escape" && builder) showBuilder(false);
    else if (key === "ArrowDown" || key === "Enter") this.dispatchEvent(new CustomEvent("leave"));
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
    this.hidden = !inRows();
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

/** Leads the keyboard to the search once the next frame shows it. */
export async function enterSearch() {
  await new Promise(requestAnimationFrame);
  document.querySelector<Search>("ls-search")?.enter();
}
