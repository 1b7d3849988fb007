// The menu of what can be done with a path: where the pointer or the row is, walked by arrows, letters do the same.

import { html, nothing } from "lit";
import { t } from "../ui/i18n.ts";
import { DOWN, stepTo } from "../ui/steps.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { modal } from "./dispatch.ts";
import type { Command } from "./feature.ts";
import { keyLabel, pressed } from "./keys.ts";
import { labelText } from "./label.ts";
import { closeOffer } from "./path-menu.state.ts";
import { registry } from "./registry.ts";
import type { Offer } from "./slots.ts";
import type { State } from "./store.ts";

/** About what a menu takes, so that it stays in the window. */
const WIDE = 236;
const ITEM = 28;

class PathMenu extends View {
  #open: Offer | null = null;
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

  get #commands(): Command[] {
    const { offer } = this.state;
    return offer ? registry.menu(this.state, { node: offer.path.node, path: offer.path }) : [];
  }

  #do(command: Command) {
    const { offer } = this.state;
    if (!offer) return;
    closeOffer();
    command.run({ node: offer.path.node, path: offer.path });
  }

  #key(event: KeyboardEvent) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const name = pressed(event);
    const to = stepTo(name, at, items.length, DOWN);
    const command = this.#commands.find(({ keys }) => keys?.includes(name));
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation();
    if (to !== undefined) items[to]?.focus();
    else if (name === "Escape" || name === "Tab") closeOffer();
    else if (command) this.#do(command);
    else return;
    event.preventDefault();
  }

  override render() {
    const { offer } = this.state;
    if (!offer) return html``;
    const commands = this.#commands;
    const x = Math.max(4, Math.min(offer.x, innerWidth - WIDE - 8));
    const y = Math.max(4, Math.min(offer.y, innerHeight - commands.length * ITEM - 44));
    const { path } = offer.path;
    return html`<div class="path-menu" ${vars({ "--x": `${x}px`, "--y": `${y}px` })}>
      <p class="mono mute" title=${path}>${path}</p>
      <div role="menu" aria-label=${t("path.menu", { path })} @keydown=${this.#key}>
        ${commands.map((command, i) => this.#item(command, i === 0))}
      </div></div>`;
  }

  #item(command: Command, first: boolean) {
    const key = command.keys?.[0] ?? "";
    return html`<button type="button" role="menuitem" tabindex="-1" class=${command.danger ? "danger" : nothing} aria-keyshortcuts=${key} ?data-first=${first} @click=${() => this.#do(command)}>
          <span>${labelText(command.label)}</span><kbd aria-hidden="true">${keyLabel(key)}</kbd></button>`;
  }

  override updated() {
    const { offer } = this.state;
    if (offer === this.#open) return;
    if (offer && !this.#open) this.#opener = document.activeElement;
    this.#open = offer;
    if (offer) this.#items[0]?.focus();
    else if (!modal() && this.#opener instanceof HTMLElement && this.#opener.isConnected)
      this.#opener.focus({ preventScroll: true });
  }
}
customElements.define("ls-path-menu", PathMenu);
