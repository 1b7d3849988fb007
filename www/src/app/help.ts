// The help: every key that features register, the switch for keys of one character, and what the marks mean.

import { html, nothing } from "lit";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { setSingleKeys, showHelp } from "./actions.ts";
import { keyLabel, pressed } from "./keys.ts";
import type { Label } from "./label.ts";
import { labelText } from "./label.ts";
import { openPalette } from "./palette/palette.state.ts";
import { type HelpGroup, registry } from "./registry.ts";
import type { State } from "./store.ts";

const caps = (names: readonly string[]) => names.map((name) => html`<kbd>${name}</kbd> `);

class Help extends View {
  override uses(s: Readonly<State>) {
    // Without a need for it nothing of it is drawn.
    return s.help ? [s.help, s.singleKeys] : [s.help];
  }

  #key(event: KeyboardEvent) {
    if (pressed(event) !== "Mod+k") return;
    event.preventDefault();
    openPalette();
  }

  override updated() {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open === this.state.help) return;
    if (this.state.help) dialog.showModal();
    else dialog.close();
  }

  #line(keys: readonly string[], what: Label) {
    return html`<div><dt>${caps(keys)}</dt><dd>${labelText(what)}</dd></div>`;
  }

  #group({ group: { label, keys = [] }, commands }: HelpGroup) {
    const fixed = keys.map(([names, what]) => this.#line(names.split(" "), what));
    const own = commands.map((command) => this.#line((command.keys ?? []).map(keyLabel), command.label));
    return html`<section><h3>${labelText(label)}</h3><dl>${fixed}${own}</dl></section>`;
  }

  #setting() {
    const choose = (event: Event) => setSingleKeys((event.target as HTMLInputElement).checked);
    return html`<div class="single-keys"><label class="check"><input type="checkbox" aria-describedby="single-keys" .checked=${this.state.singleKeys} @change=${choose}>${t("help.singleKeys")}</label>
      <p class="mute" id="single-keys">${t("help.singleKeys.text")}</p></div>`;
  }

  #body() {
    return html`<div class="dialog-head"><h2 id="help-title">${t("help.title")}</h2>
        <button type="button" @click=${openPalette}>${t("palette.open")} <kbd aria-hidden="true">${keyLabel("Mod+k")}</kbd></button>
        <button type="button" class="quiet" @click=${() => showHelp(false)}>${t("action.close")}</button></div>
      ${this.#setting()}
      <div class="keys">
        ${registry.helpGroups(this.state).map((group) => this.#group(group))}
        ${registry.helpSections.map(({ render }) => render())}
      </div>
      <p class="mute">${t("help.sizes")}</p>`;
  }

  override render() {
    const { help } = this.state;
    return html`<dialog class="help" aria-labelledby="help-title" @keydown=${this.#key} @close=${() => showHelp(false)}>${help ? this.#body() : nothing}</dialog>`;
  }
}
customElements.define("ls-help", Help);
