// On a narrow screen: which of the three parts is seen. Wide screens show all and hide this.

import { html } from "lit";
import { setPart } from "../state/actions.js";
import { t } from "../text/i18n.js";
import { View } from "./view.js";

/** @import { State } from "../state/store.js" */

const PARTS = /** @type {const} */ ([
  ["stack", "stack.title"],
  ["files", "files.title"],
  ["details", "details.title"],
]);

class Parts extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.part];
  }

  render() {
    return html`<nav aria-label=${t("header.parts")}>
      ${PARTS.map(([part, name]) => html`<button type="button" aria-pressed=${part === this.state.part} @click=${() => setPart(part)}>${t(name)}</button>`)}
    </nav>`;
  }
}
customElements.define("ls-parts", Parts);
