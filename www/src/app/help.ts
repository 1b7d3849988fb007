// The help: every key, and what the marks mean. Also listens for the keys that work everywhere.

import { html } from "lit";
import { ACTS } from "../container/index.ts";
import { openGlossary } from "../glossary/index.ts";
import { showImages } from "../images/index.ts";
import { queryHelp } from "../search/index.ts";
import type { PlainKey } from "../ui/i18n.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { showHelp } from "./actions.ts";
import { pick } from "./drop.ts";
import { nextTheme } from "./header.ts";
import { cancel } from "./opening.state.ts";
import type { State } from "./store.ts";

const KEYS: [PlainKey, [string, PlainKey][]][] = [
  [
    "help.anywhere",
    [
      ["?", "help.help"],
      ["/", "help.search"],
      ["o", "help.open"],
      ["i", "help.images"],
      ["t", "help.theme"],
      ["Esc", "help.escape"],
    ],
  ],
  [
    "help.inSearch",
    [
      ["Esc", "help.clear"],
      ["↓ Enter", "help.toResults"],
    ],
  ],
  [
    "help.layers",
    [
      ["↑ ↓", "help.height"],
      ["Home End", "help.ends"],
      ["Enter", "help.show"],
    ],
  ],
  [
    "help.files",
    [
      ["↑ ↓", "help.move"],
      ["PgUp PgDn Home End", "help.page"],
      ["→ ←", "help.openClose"],
      ["Enter", "help.details"],
      ["*", "help.below"],
      ["l", "help.follow"],
    ],
  ],
  [
    "help.container",
    [
      ["ContextMenu Shift+F10", "help.container.menu"],
      ...ACTS.map(({ act, key }) => [key, `container.act.${act}`] as [string, PlainKey]),
      ["Ctrl+Z Ctrl+Shift+Z", "help.container.undo"],
    ],
  ],
  [
    "help.diagram",
    [
      ["← → ↑ ↓", "help.diagram.move"],
      ["Home End PgUp PgDn", "help.diagram.ends"],
      ["Enter", "help.diagram.enter"],
      ["Backspace", "help.diagram.up"],
      ["l", "help.follow"],
    ],
  ],
  [
    "help.map",
    [
      ["← → ↑ ↓", "help.map.move"],
      ["PgDn PgUp", "help.map.level"],
      ["Enter", "help.map.enter"],
      ["Space", "help.map.details"],
      ["Backspace Esc", "help.map.up"],
    ],
  ],
  [
    "help.content",
    [
      ["n p", "help.content.changes"],
      ["Esc", "help.content.close"],
    ],
  ],
];
/** The strip's marks, in the order in which they are explained. */
export const MARKS = ["a", "c", "t", "d", "r", "h", "u", "b"] as const;

class Help extends View {
  override connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this);
  }

  override uses(s: Readonly<State>) {
    return [s.help];
  }

  handleEvent(event: KeyboardEvent) {
    const typing =
      event.target instanceof Element &&
      event.target.matches("input:not([type=radio],[type=checkbox]),select,textarea");
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const { phase, merged, help, theme, beside } = this.state;
    if (help || event.defaultPrevented) return;
    if (event.key === "?") showHelp(true);
    else if (event.key === "o") pick();
    else if (event.key === "t") nextTheme(theme);
    else if (event.key === "i" && phase === "explore") showImages(beside ?? undefined);
    else if (event.key === "Escape" && (phase === "opening" || (phase === "explore" && !merged && !beside))) cancel();
    else return;
    event.preventDefault();
  }

  override updated() {
    const dialog = this.querySelector("dialog") as HTMLDialogElement;
    if (this.state.help && !dialog.open) dialog.showModal();
    else if (!this.state.help && dialog.open) dialog.close();
  }

  override render() {
    const keys = (text: string) => text.split(" ").map((key) => html`<kbd>${key}</kbd> `);
    return html`<dialog aria-labelledby="help-title" @close=${() => showHelp(false)}>
      <div class="dialog-head"><h2 id="help-title">${t("help.title")}</h2>
        <button type="button" class="link to-glossary" aria-haspopup="dialog" @click=${() => openGlossary()}>${t("glossary.title")}</button>
        <button type="button" class="quiet" @click=${() => showHelp(false)}>${t("action.close")}</button></div>
      <div class="keys">
        ${KEYS.map(
          ([where, list]) => html`<section><h3>${t(where)}</h3><dl>
            ${list.map(([key, what]) => html`<div><dt>${keys(key)}</dt><dd>${t(what)}</dd></div>`)}
          </dl></section>`,
        )}
        <section><h3>${t("help.marks")}</h3><dl class="marks">
          ${MARKS.map((mark) => html`<div><dt><span class="strip one"><i class=${`L0 m-${mark}`}></i></span></dt><dd>${t(`change.${mark}`)}</dd></div>`)}
        </dl></section>
        ${queryHelp()}
      </div>
      <p class="mute">${t("help.sizes")}</p>
    </dialog>`;
  }
}
customElements.define("ls-help", Help);
