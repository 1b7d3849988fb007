// What all views share: they draw into the page itself, and again when the part of the store that they use has changed.

import { LitElement } from "lit";
import type { State } from "../app/store.ts";
import { painting } from "./painting.ts";

/** The source that views draw: a snapshot, and an event when there is another. */
interface Source extends EventTarget {
  readonly state: Readonly<State>;
}

let store: Source;

/** Says what all views draw; once, before the first of them is made. */
export function drawFrom(source: Source) {
  store = source;
}

export class View extends LitElement {
  #used: unknown[] = [];
  #follow = () => {
    const used = [store.state.language, ...this.uses(store.state)];
    if (used.length === this.#used.length && used.every((value, i) => value === this.#used[i])) return;
    this.#used = used;
    this.requestUpdate();
  };

  /** The stack's part of the page is in the first frame of a newly chosen image; all other views follow in the next one. */
  inFirstFrame = false;

  override scheduleUpdate() {
    const frame = this.inFirstFrame ? null : painting();
    return frame ? frame.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** The parts of the store that this view draws. */
  uses(_state: Readonly<State>): unknown[] {
    return [];
  }

  get state() {
    return store.state;
  }

  override createRenderRoot() {
    // The view replaces the text that the static page has in this place.
    this.replaceChildren();
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    store.addEventListener("change", this.#follow);
    this.#follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    store.removeEventListener("change", this.#follow);
  }
}
