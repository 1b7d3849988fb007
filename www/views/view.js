// What all views share: they draw into the page itself, and again when the part of the store that they use has changed.

import { LitElement } from "lit";
import { painting } from "../state/painting.js";
import { store } from "../state/store.js";

/** @import { State } from "../state/store.js" */

export class View extends LitElement {
  /** @type {unknown[]} */
  #used = [];
  #follow = () => {
    const used = [store.state.language, ...this.uses(store.state)];
    if (used.length === this.#used.length && used.every((value, i) => value === this.#used[i])) return;
    this.#used = used;
    this.requestUpdate();
  };

  /** The stack's part of the page is in the first frame of a newly chosen image; all other views follow in the next one. */
  inFirstFrame = false;

  /** @returns {void | Promise<unknown>} */
  scheduleUpdate() {
    const frame = this.inFirstFrame ? null : painting();
    return frame ? frame.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** The parts of the store that this view draws. @param {Readonly<State>} _state @returns {unknown[]} */
  uses(_state) {
    return [];
  }

  get state() {
    return store.state;
  }

  createRenderRoot() {
    // What the static page holds in this place has served its time.
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener("change", this.#follow);
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener("change", this.#follow);
  }
}
