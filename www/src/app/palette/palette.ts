// The command palette: a field and the commands that it finds, over the page. A combobox with a listbox, as ARIA describes it.

import { html, nothing, type PropertyValues } from "lit";
import { live } from "lit/directives/live.js";
import { number } from "../../ui/format.ts";
import { t } from "../../ui/i18n.ts";
import { icons } from "../../ui/icons.ts";
import { View } from "../../ui/view.ts";
import { ariaKey, keyLabel, pressed } from "../keys.ts";
import type { State } from "../store.ts";
import { type Item, items } from "./items.ts";
import { closePalette } from "./palette.state.ts";

/** Commands that Page Up and Page Down pass. */
const PAGE = 8;

class Palette extends View {
  #query = "";
  /** The index of the command that Enter runs. */
  #at = 0;
  #items: Item[] = [];

  /** While it is open, commands come and go with anything. */
  override uses(state: Readonly<State>): unknown[] {
    return state.palette ? [state] : [false];
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.state.palette) this.#items = items(this.#query);
    this.#at = Math.max(0, Math.min(this.#at, this.#items.length - 1));
  }

  #search(event: Event): void {
    this.#query = (event.target as HTMLInputElement).value;
    this.#at = 0;
    this.requestUpdate();
  }

  #go(at: number): void {
    const { length } = this.#items;
    if (length === 0) return;
    this.#at = at;
    this.requestUpdate();
    this.updateComplete.then(() => this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }));
  }

  #key(event: KeyboardEvent): void {
    const last = this.#items.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.#at === last ? 0 : this.#at + 1,
      ArrowUp: this.#at === 0 ? last : this.#at - 1,
      PageDown: Math.min(last, this.#at + PAGE),
      PageUp: Math.max(0, this.#at - PAGE),
    };
    const name = pressed(event);
    const to = moves[name];
    if (to !== undefined) this.#go(to);
    else if (name === "Enter") this.#run(this.#items[this.#at]);
    else if (name === "Escape" || name === "Mod+k") closePalette();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The focus is back where it was when the command runs: the command may move it on. */
  async #run(item: Item | undefined): Promise<void> {
    if (!item) return;
    closePalette();
    await this.updateComplete;
    item.command.run();
  }

  /** A press beside the palette closes it. */
  #press(event: Event): void {
    if (event.target === this.#dialog) closePalette();
  }

  #option({ label, group, keys, command }: Item, at: number) {
    const [key] = keys;
    return html`<div role="option" id=${`command-${at}`} aria-selected=${at === this.#at} data-command=${command.id} aria-keyshortcuts=${key ? ariaKey(key) : nothing}
      @pointermove=${() => at !== this.#at && this.#go(at)} @click=${() => this.#run(this.#items[at])}>
      <span class="label">${label}</span><small class="mute">${label.startsWith(group) ? nothing : group}</small>${key ? html`<kbd aria-hidden="true">${keyLabel(key)}</kbd>` : nothing}</div>`;
  }

  #body() {
    const { length } = this.#items;
    const none = length === 0;
    return html`<div class="field">${icons.search}
        <input type="text" role="combobox" autofocus aria-label=${t("palette.field")} placeholder=${t("palette.hint")} aria-autocomplete="list" aria-haspopup="listbox"
          aria-expanded=${none ? "false" : "true"} aria-controls="commands" aria-activedescendant=${none ? nothing : `command-${this.#at}`}
          autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200" .value=${live(this.#query)} @input=${this.#search} @keydown=${this.#key}>
        <button type="button" class="quiet icon-only" aria-label=${t("action.close")} title=${`${t("action.close")} (Esc)`} @click=${closePalette}>${icons.cross}</button>
      </div>
      <div role="listbox" id="commands" aria-label=${t("palette.list")} ?hidden=${none}>${this.#items.map((item, at) => this.#option(item, at))}</div>
      ${none ? html`<p class="none">${t("palette.none")}</p>` : nothing}
      <p class="foot mute"><span role="status">${t("palette.count", { n: number(length), one: length === 1 })}</span><span class="keys-hint" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> ${t("palette.choose")} <kbd>Enter</kbd> ${t("palette.run")} <kbd>Esc</kbd> ${t("palette.close")}</span></p>`;
  }

  override render() {
    return html`<dialog class="palette" aria-label=${t("palette.title")} @click=${this.#press} @close=${closePalette}>${this.state.palette ? this.#body() : nothing}</dialog>`;
  }

  override updated(): void {
    const dialog = this.#dialog;
    if (!dialog || dialog.open === this.state.palette) return;
    if (this.state.palette) {
      dialog.showModal();
      return;
    }
    // The browser gives the focus back to where it was.
    dialog.close();
    this.#query = "";
    this.#at = 0;
  }
}
customElements.define("ls-palette", Palette);
