// The details: a tablist over what the features register, and the chosen tab's panel.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { t } from "../ui/i18n.ts";
import { ACROSS, stepTo } from "../ui/steps.ts";
import { View } from "../ui/view.ts";
import { setTab } from "./actions.ts";
import type { Tab, TabSpec } from "./feature.ts";
import { pressed } from "./keys.ts";
import { labelText } from "./label.ts";
import { registry } from "./registry.ts";
import type { State } from "./store.ts";

/** A tab whose element stays while another one is shown: what it is about, and where it was left. */
interface Kept {
  readonly of: string;
  scrolled: number;
}

class Details extends View {
  afterStack = true;
  #kept = new Map<Tab, Kept>();
  /** The tab that was drawn last. */
  #drawn: Tab | null = null;
  /** The focus was in the panel until now. */
  #inside = false;

  override uses(s: Readonly<State>) {
    return [s.phase, s.tab, s.findings, s.image?.index, s.fileName];
  }

  get #scroll() {
    return this.querySelector("#panel");
  }

  get #tabs(): TabSpec[] {
    return registry.tabs(this.state);
  }

  override willUpdate() {
    const { tab } = this.state;
    const left = this.#drawn && this.#drawn !== tab ? this.#kept.get(this.#drawn) : undefined;
    if (left) left.scrolled = this.#scroll?.scrollTop ?? 0;
    for (const { id, keep } of this.#tabs) {
      const of = keep?.(this.state);
      if (of === undefined || this.#kept.get(id)?.of === of) continue;
      if (id === tab) this.#kept.set(id, { of, scrolled: 0 });
      else this.#kept.delete(id);
    }
    this.#inside = this.#scroll?.contains(document.activeElement) ?? false;
  }

  override updated() {
    const { tab } = this.state;
    const scroll = this.#scroll;
    if (scroll && this.#drawn !== tab) scroll.scrollTop = this.#kept.get(tab)?.scrolled ?? 0;
    // More tabs than the width holds: the chosen one is in sight, however it was chosen.
    if (this.#drawn !== tab) this.#chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#drawn = tab;
    const lost = this.#inside && (document.activeElement === document.body || scroll?.querySelector("[hidden] :focus"));
    if (lost) this.#chosen?.focus();
  }

  get #chosen(): HTMLElement | null {
    return this.querySelector('[role="tab"][aria-selected="true"]');
  }

  #key(event: KeyboardEvent) {
    const tabs = this.#tabs;
    const at = tabs.findIndex(({ id }) => id === this.state.tab);
    const to = stepTo(pressed(event), at, tabs.length, ACROSS);
    const next = to === undefined ? undefined : tabs[to];
    if (!next) return;
    event.preventDefault();
    setTab(next.id);
    this.updateComplete.then(() => this.#chosen?.focus());
  }

  #panel() {
    const chosen = registry.tab(this.state.tab);
    const kept = this.#tabs.flatMap(({ id, render }) => {
      const { of } = this.#kept.get(id) ?? {};
      return of === undefined ? [] : keyed(of, html`<div class="kept" ?hidden=${id !== chosen?.id}>${render()}</div>`);
    });
    return html`${chosen && !chosen.keep ? chosen.render() : nothing}${kept}`;
  }

  #tab({ id, label, badge }: TabSpec) {
    const chosen = id === this.state.tab;
    return html`<button type="button" role="tab" id=${`tab-${id}`} aria-selected=${chosen} aria-controls="panel" tabindex=${chosen ? 0 : -1}
      @click=${() => setTab(id)}>${labelText(label)}${badge?.(this.state) ?? nothing}</button>`;
  }

  override render() {
    const { phase, tab } = this.state;
    if (phase !== "explore") return html``;
    return html`
      <h2 class="sr">${t("details.title")}</h2>
      <div class="tabs" role="tablist" aria-label=${t("details.title")} @keydown=${this.#key}>${this.#tabs.map((spec) => this.#tab(spec))}</div>
      <div class="panel" role="tabpanel" id="panel" tabindex="0" aria-labelledby=${`tab-${tab}`}>${this.#panel()}</div>`;
  }
}
customElements.define("ls-details", Details);
