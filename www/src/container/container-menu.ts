// The menu of what can be done with a path in a container: where the pointer or the row is, walked by arrows, letters do the same.

import { html, nothing } from "lit";
import { pressed } from "../app/keys.ts";
import type { State } from "../app/store.ts";
import { t } from "../ui/i18n.ts";
import { DOWN, stepTo } from "../ui/steps.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { actsOn, begin } from "./acts.ts";
import type { Act } from "./container.state.ts";
import { closeOffer } from "./container.state.ts";
import { pickUpload } from "./container-bar.ts";

/** About what a menu takes, so that it stays in the window. */
const WIDE = 236;
const ITEM = 28;

class ContainerMenu extends View {
  #open: State["offer"] = null;
  #opener: Element | null = null;

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("pointerdown", this, true);
    addEventListener("resize", this);
  }

  /** Elsewhere is pressed: it goes. */
  handleEvent(event: Event) {
    if (!this.state.offer || (event.target instanceof Node && this.contains(event.target))) return;
    this.#opener = null;
    closeOffer();
  }

  override uses(s: Readonly<State>) {
    return [s.offer];
  }

  get #items() {
    return [...this.querySelectorAll('[role="menuitem"]')] as HTMLElement[];
  }

  #do(act: Act) {
    const { offer } = this.state;
    if (!offer) return;
    if (act === "upload") {
      closeOffer();
      pickUpload();
    } else begin(act, offer.path, offer.folder);
  }

  #key(event: KeyboardEvent) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const name = pressed(event);
    const to = stepTo(name, at, items.length, DOWN);
    const act = actsOn(this.state.offer?.path ?? null).find(({ key }) => key === name);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (to !== undefined) items[to]?.focus();
    else if (name === "Escape" || name === "Tab") closeOffer();
    else if (name === "Delete") this.#do("delete");
    else if (act) this.#do(act.act);
    else return;
    event.preventDefault();
  }

  override render() {
    const { offer } = this.state;
    if (!offer) return html``;
    const acts = actsOn(offer.path);
    const x = Math.max(4, Math.min(offer.x, innerWidth - WIDE - 8));
    const y = Math.max(4, Math.min(offer.y, innerHeight - acts.length * ITEM - 44));
    const path = offer.path?.path ?? "";
    return html`<div class="rw-menu" ${vars({ "--x": `${x}px`, "--y": `${y}px` })}>
      <p class="mono mute" title=${path}>${path}</p>
      <div role="menu" aria-label=${t("container.menu", { path })} @keydown=${this.#key}>
        ${acts.map(
          (
            { act, key },
            i,
          ) => html`<button type="button" role="menuitem" tabindex="-1" class=${act === "delete" ? "danger" : nothing} aria-keyshortcuts=${key} ?data-first=${i === 0} @click=${() => this.#do(act)}>
          <span>${t(`container.act.${act}`)}</span><kbd aria-hidden="true">${key}</kbd></button>`,
        )}
      </div></div>`;
  }

  override updated() {
    const { offer, asking } = this.state;
    if (offer === this.#open) return;
    if (offer && !this.#open) this.#opener = document.activeElement;
    this.#open = offer;
    if (offer) this.#items[0]?.focus();
    else if (!asking && this.#opener instanceof HTMLElement && this.#opener.isConnected)
      this.#opener.focus({ preventScroll: true });
  }
}
customElements.define("ls-container-menu", ContainerMenu);
