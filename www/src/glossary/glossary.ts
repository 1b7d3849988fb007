// The glossary as a dialog: every term of docs/glossary.md, with an anchor for each.

import { html, nothing } from "lit";
import markdown from "../../../docs/glossary.md";
import { currentLanguage, t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { anchorOf, type Entry, parseGlossary } from "./parse.ts";

const SECTIONS = parseGlossary(markdown);

/** Text with its code between backticks. */
const prose = (text: string) => text.split("`").map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));

class Glossary extends View {
  static override properties = { shown: { state: true }, term: { state: true } };
  declare shown: boolean;
  /** The term that was asked for, or "". */
  declare term: string;

  constructor() {
    super();
    this.shown = false;
    this.term = "";
  }

  open(term: string) {
    this.shown = true;
    this.term = term;
    this.updateComplete.then(() => this.#bring());
  }

  #bring() {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
    const entry = this.term ? this.querySelector<HTMLElement>(`#${anchorOf(this.term)}`) : null;
    entry?.focus({ preventScroll: true });
    entry?.scrollIntoView({ block: "center" });
  }

  #close() {
    this.querySelector("dialog")?.close();
  }

  #closed() {
    this.shown = false;
    this.term = "";
  }

  /** The page's keys are not meant for what lies over it. */
  #key(event: KeyboardEvent) {
    event.stopPropagation();
  }

  #entry({ term, korean, text, koreanText, source }: Entry) {
    const inKorean = currentLanguage() === "ko";
    const original = inKorean && !korean.includes(term) ? html` <span class="mute" lang="en">${term}</span>` : nothing;
    const from = source === "ours" ? t("app.title") : source;
    return html`<div id=${anchorOf(term)} tabindex="-1" class=${term === this.term ? "here" : nothing}>
      <dt><dfn>${inKorean ? korean : term}</dfn>${original}</dt>
      <dd>${prose(inKorean ? koreanText : text)} <small class="mute" lang="en">${from}</small></dd></div>`;
  }

  #body() {
    const inKorean = currentLanguage() === "ko";
    return html`<div class="dialog-head"><h2 id="glossary-title">${t("glossary.title")}</h2>
        <button type="button" class="quiet" @click=${this.#close}>${t("action.close")}</button></div>
      <p class="mute">${t("glossary.lead")}</p>
      ${SECTIONS.map(
        ({ title, koreanTitle, entries }) => html`<section><h3>${inKorean ? koreanTitle : title}</h3>
          <dl>${entries.map((entry) => this.#entry(entry))}</dl></section>`,
      )}`;
  }

  override render() {
    return html`<dialog class="glossary" aria-labelledby="glossary-title" @keydown=${this.#key} @close=${this.#closed}>${this.shown ? this.#body() : nothing}</dialog>`;
  }
}
customElements.define("ls-glossary", Glossary);

/** Shows the glossary, at a term where one is named. */
export function openGlossary(term = "") {
  const element = document.querySelector("ls-glossary");
  if (element instanceof Glossary) element.open(term);
}
