// On a narrow screen: which of the three parts is seen. Wide screens show all and hide this.

import { html } from "lit";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { setPart } from "./actions.ts";
import type { State } from "./store.ts";

const PARTS = [
  ["stack", "stack.title"],
  ["files", "files.title"],
  ["details", "details.title"],
] as const;

class Parts extends View {
  override uses(s: Readonly<State>) {
    return [s.part];
  }

  override render() {
    return html`<nav aria-label=${t("header.parts")}>
      ${PARTS.map(([part, name]) => html`<button type="button" aria-pressed=${part === this.state.part} @click=${() => setPart(part)}>${t(name)}</button>`)}
    </nav>`;
  }
}
customElements.define("ls-parts", Parts);
