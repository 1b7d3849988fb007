// The stack: a listbox of the image's read-only layers, newest on top, under the place of a container's read-write layer.

import { html, nothing } from "lit";
import { setHeight, setPart, setTab } from "../state/actions.js";
import { t } from "../text/i18n.js";
import { icons } from "./icons.js";
import { slab } from "./slab.js";
import { View } from "./view.js";

/** @import { ImageInfo, StackItem } from "../types.d.ts" */
/** @import { State } from "../state/store.js" */

/** From this many layers on each takes one line instead of two. */
const MANY = 18;

class Stack extends View {
  #shown = -1;

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.phase, s.image, s.height, s.progress];
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { height, image } = this.state;
    const top = (image?.layers.length ?? 0) - 1;
    /** @type {Record<string, number>} */
    const to = {
      ArrowUp: height + 1,
      ArrowDown: height - 1,
      Home: top,
      End: 0,
      PageUp: height + 5,
      PageDown: height - 5,
    };
    const next = to[event.key];
    if (next !== undefined) setHeight(Math.min(top, Math.max(0, next)));
    else if (event.key === "Enter") this.#show();
    else return;
    event.preventDefault();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const option = /** @type {HTMLElement} */ (event.target).closest('[role="option"]');
    if (!(option instanceof HTMLElement)) return;
    const layer = Number(option.dataset.layer);
    // Chosen again: the person wants to see the layer itself.
    if (layer === this.state.height) this.#show();
    else setHeight(layer);
  }

  #show() {
    setTab("layer");
    setPart("details");
  }

  /** @param {ImageInfo} image @param {StackItem} item */
  #item(image, item) {
    if (item.type === "empty") {
      return html`<div class="empty" title=${`${item.command}\n${t("stack.empty")}`}>${item.instruction}</div>`;
    }
    const layer = image.layers[item.index];
    if (!layer) return nothing;
    const { height, progress } = this.state;
    const reading = progress?.layers.find(({ index }) => index === item.index);
    const most = Math.max(1, ...image.layers.map((other) => other.stored));
    return slab(layer, { height, reading, share: layer.stored / most, verifying: progress?.phase === "verifying" });
  }

  render() {
    const { phase, image, height } = this.state;
    if (phase !== "explore" || !image) return html``;
    return html`
      <div class="head"><h2>${t("stack.title")}</h2><span class="mute">${t("stack.newest")}</span></div>
      <div class="rw">
        <div class="row"><b>${t("stack.container")}</b> <span>${t("stack.readwrite")}</span><strong>0 B</strong></div>
        <p>${t("stack.container.text")}</p>
      </div>
      <div class=${image.layers.length >= MANY ? "slabs many" : "slabs"} role="listbox" tabindex="0" aria-label=${t("stack.title")}
        aria-activedescendant=${`layer-${height}`} @keydown=${this.#key} @click=${this.#click}>
        ${image.stack.toReversed().map((item) => this.#item(image, item))}
      </div>
      <div class="legend"><span><i class="hatch" aria-hidden="true"></i> ${t("stack.dead")}</span><span class="ro">${icons.lock}${t("stack.readonly")}</span></div>`;
  }

  updated() {
    const { height, image } = this.state;
    if (!image || height === this.#shown) return;
    this.#shown = height;
    this.querySelector(`#layer-${height}`)?.scrollIntoView({ block: "nearest" });
  }
}
customElements.define("ls-stack", Stack);
