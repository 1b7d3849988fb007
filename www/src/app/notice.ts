// One polite sentence about what just happened, seen for a moment and read out by screen readers.

import { html } from "lit";
import { View } from "../ui/view.ts";
import type { State } from "./store.ts";
import { store } from "./store.ts";

const SHOWN_MS = 5000;

class Notice extends View {
  #timer: ReturnType<typeof setTimeout> | undefined;

  override uses(s: Readonly<State>) {
    return [s.notice];
  }

  override updated() {
    clearTimeout(this.#timer);
    if (this.state.notice) this.#timer = setTimeout(() => store.set({ notice: "" }), SHOWN_MS);
  }

  override render() {
    const { notice } = this.state;
    return html`<div class="toast" aria-live="polite" ?data-empty=${!notice}>${notice}</div>`;
  }
}
customElements.define("ls-notice", Notice);
