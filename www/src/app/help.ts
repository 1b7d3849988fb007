// The help: every key, and what the marks mean. Also listens for the keys that work everywhere.

import { html } from "lit";
import { showHelp } from "../state/actions.js";
import { ACTS } from "../state/containeracts.js";
import { showImages } from "../state/images.js";
import { cancel } from "../state/opening.js";
import { t } from "../text/i18n.js";
import { pick } from "./drop.js";
import { nextTheme } from "./header.js";
import { queryHelp } from "./queryhelp.js";
import { View } from "./view.js";

/** @import { State } from "../state/store.js" */
/** @import { Key } from "../text/i18n.js" */

/** @type {[Key, [string, Key][]][]} */
const KEYS = [
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
      ...ACTS.map(({ act, key }) => /** @type {[string, Key]} */ ([key, `container.act.${act}`])),
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
export const MARKS = /** @type {const} */ (["a", "c", "t", "d", "r", "h", "u", "b"]);

class Help extends View {
  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this);
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.help];
  }

  /** @param {KeyboardEvent} event */
  handleEvent(event) {
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

  updated() {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    if (this.state.help && !dialog.open) dialog.showModal();
    else if (!this.state.help && dialog.open) dialog.close();
  }

  render() {
    const keys = (/** @type {string} */ text) => text.split(" ").map((key) => html`<kbd>${key}</kbd> `);
    return html`<dialog aria-labelledby="help-title" @close=${() => showHelp(false)}>
      <div class="dialog-head"><h2 id="help-title">${t("help.title")}</h2>
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
