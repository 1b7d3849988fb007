// One polite sentence about what just happened, seen for a moment and read out by screen readers.

import { html } from "lit";
import { store } from "../state/store.js";
import { View } from "./view.js";

/** @import { State } from "../state/store.js" */

const SHOWN_MS = 5000;

class Notice extends View {
  #timer = 0;

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.notice];
  }

  updated() {
    clearTimeout(this.#timer);
    if (this.state.notice) this.#timer = setTimeout(() => store.set({ notice: "" }), SHOWN_MS);
  }

  render() {
    const { notice } = this.state;
    return html`<div class="toast" aria-live="polite" ?data-empty=${!notice}>${notice}</div>`;
  }
}
customElements.define("ls-notice", Notice);
