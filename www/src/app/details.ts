// The details: a tablist over what is known of the chosen layer, the selected path, the image and the archive, and the findings.

import "../image/index.ts";
import "../waste/index.ts";
import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { sign } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { setTab } from "./actions.ts";
import type { State, Tab } from "./store.ts";

const TABS = ["layer", "file", "image", "waste", "archive"] as const;

class Details extends View {
  /** Where the list of waste was left: who came from it to a file comes back to it. */
  #left = 0;
  /** The image whose waste the tab has shown. */
  #wasted: unknown = null;
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

  override willUpdate() {
    const { tab, image, fileName } = this.state;
    const of = `${fileName} ${image?.index} ${image?.id}`;
    if (tab === "waste" && this.#wasted !== of) [this.#wasted, this.#left] = [of, 0];
    else if (this.#wasted !== of) this.#wasted = null;
    if (this.#drawn === "waste" && tab !== "waste") this.#left = this.#scroll?.scrollTop ?? 0;
    this.#inside = this.#scroll?.contains(document.activeElement) ?? false;
  }

  override updated() {
    const { tab } = this.state;
    const scroll = this.#scroll;
    if (scroll && this.#drawn !== tab) scroll.scrollTop = tab === "waste" ? this.#left : 0;
    this.#drawn = tab;
    const lost = this.#inside && (document.activeElement === document.body || scroll?.querySelector("[hidden] :focus"));
    if (lost) (this.querySelector('[aria-selected="true"]') as HTMLElement | null)?.focus();
  }

  /** Findings have a tab where there are some, or while it is open. */
  get #tabs(): readonly Tab[] {
    const { tab, findings } = this.state;
    return findings.length > 0 || tab === "findings" ? [...TABS, "findings"] : TABS;
  }

  #key(event: KeyboardEvent) {
    const tabs = this.#tabs;
    const at = tabs.indexOf(this.state.tab);
    const moves: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1 + tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setTab(tabs[to % tabs.length] as Tab);
    this.updateComplete.then(() =>
      (this.querySelector('[role="tab"][aria-selected="true"]') as HTMLElement | null)?.focus(),
    );
  }

  #panel() {
    switch (this.state.tab) {
      case "layer":
        return html`<ls-layer-tab></ls-layer-tab>`;
      case "file":
        return html`<ls-file-tab></ls-file-tab>`;
      case "image":
        return html`<ls-image-tab></ls-image-tab>`;
      case "waste":
        return nothing; // it stays, hidden
      case "archive":
        return html`<ls-archive-tab></ls-archive-tab>`;
      case "findings":
        return html`<ls-findings-tab></ls-findings-tab>`;
    }
  }

  /** How many, under the sign of the gravest. */
  #badge() {
    const { findings } = this.state;
    const [gravest] = findings;
    if (!gravest) return nothing;
    return html` <span class="count">${sign(gravest.severity)}${number(findings.length)}</span>`;
  }

  override render() {
    const { phase, tab } = this.state;
    if (phase !== "explore") return html``;
    return html`
      <h2 class="sr">${t("details.title")}</h2>
      <div class="tabs" role="tablist" aria-label=${t("details.title")} @keydown=${this.#key}>
        ${this.#tabs.map(
          (
            name,
          ) => html`<button type="button" role="tab" id=${`tab-${name}`} aria-selected=${name === tab} aria-controls="panel"
            tabindex=${name === tab ? 0 : -1} @click=${() => setTab(name)}>${t(`details.${name}`)}${name === "findings" ? this.#badge() : nothing}</button>`,
        )}
      </div>
      <div class="panel" role="tabpanel" id="panel" tabindex="0" aria-labelledby=${`tab-${tab}`}>${this.#panel()}${keyed(this.#wasted, this.#wasted ? html`<ls-waste-tab ?hidden=${tab !== "waste"}></ls-waste-tab>` : nothing)}</div>`;
  }
}
customElements.define("ls-details", Details);
