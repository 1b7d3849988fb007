// The header's export menu: every file that features can write out of the shown image.

import { html, nothing } from "lit";
import type { ExportSpec } from "../app/feature.ts";
import { pressed } from "../app/keys.ts";
import { labelText } from "../app/label.ts";
import { registry } from "../app/registry.ts";
import type { State } from "../app/store.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { DOWN, stepTo } from "../ui/steps.ts";
import { View } from "../ui/view.ts";

class Exporting extends View {
  static override properties = { open: { state: true } };
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("pointerdown", this, true);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this, true);
  }

  /** Elsewhere is pressed: it goes. */
  handleEvent(event: Event) {
    if (!(event.target instanceof Node && this.contains(event.target))) this.open = false;
  }

  override uses(s: Readonly<State>) {
    return [s.phase, s.opened, s.image, s.merged];
  }

  get #items() {
    return [...this.querySelectorAll('[role="menuitem"]')] as HTMLElement[];
  }

  #toggle() {
    this.open = !this.open;
    if (this.open) this.updateComplete.then(() => this.#items[0]?.focus());
  }

  #close() {
    this.open = false;
    (this.querySelector("[aria-haspopup]") as HTMLElement | null)?.focus();
  }

  #key(event: KeyboardEvent) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const key = pressed(event);
    const to = stepTo(key, at, items.length, DOWN);
    if (to !== undefined) items[to]?.focus();
    else if (key === "Escape") this.#close();
    else if (key === "Tab") this.open = false;
    else return;
    if (key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  #save({ run }: ExportSpec) {
    this.#close();
    run();
  }

  #item(spec: ExportSpec) {
    const { label, text } = spec;
    return html`<button type="button" role="menuitem" tabindex="-1" @click=${() => this.#save(spec)}><span>${labelText(label)}<small class="mute">${labelText(text)}</small></span></button>`;
  }

  override render() {
    const { phase, image, merged } = this.state;
    if (phase !== "explore" || !image || image.layers.length === 0) return html``;
    return html`<button type="button" aria-haspopup="menu" aria-expanded=${this.open} ?disabled=${!merged} title=${merged ? t("export.title") : t("export.later")} @click=${this.#toggle}>${t("export.button")} ${icons.down}</button>
      ${
        this.open
          ? html`<div class="path-menu export-menu"><div role="menu" aria-label=${t("export.title")} @keydown=${this.#key}>
        ${registry.exports(this.state).map((spec) => this.#item(spec))}
      </div></div>`
          : nothing
      }`;
  }
}
customElements.define("ls-export", Exporting);
