// The footer: what is being read now and how to stop it; then what the proof said and what is dead.

import { html, nothing } from "lit";
import { cancel, stopVerifying } from "../state/actions.js";
import { bytes, number, percent, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { icons } from "./icons.js";
import { progressBar, progressLine } from "./progress.js";
import { View } from "./view.js";

/** @import { ImageInfo } from "../types.d.ts" */
/** @import { State } from "../state/store.js" */

class Footer extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.phase, s.image, s.progress, s.secondsLeft, s.proof, s.merged];
  }

  /** @param {ImageInfo} image */
  #proof(image) {
    const all = image.layers.length;
    const done = image.layers.filter((layer) => layer.verify === "ok").length;
    const wrong = image.layers.filter((layer) => layer.verify === "mismatch").length;
    const mark = wrong > 0 ? icons.cross : done === all ? icons.check : nothing;
    return html`<span class=${wrong > 0 ? "proof bad" : "proof"}>${mark}
      <span>${wrong > 0 ? t("footer.mismatch", { n: number(wrong) }) : t("footer.verified", { done: number(done), all: number(all) })}</span></span>
      ${this.state.proof === "stopped" ? html`<span class="mute">${t("footer.stopped")}</span>` : nothing}`;
  }

  #explore() {
    const { image, progress, secondsLeft, proof, merged } = this.state;
    if (!image) return nothing;
    const busy = proof === "running" && (!merged || progress !== null);
    const stop = merged ? stopVerifying : cancel;
    return html`
      ${busy ? html`<button type="button" class="small" @click=${stop}>${t(merged ? "action.stop" : "action.cancel")}</button>${progressBar(progress)}` : nothing}
      <div role="status" class="status">
        ${busy ? progressLine(progress, secondsLeft) : this.#proof(image)}
      </div>
      ${
        image.dead !== null && image.size !== null
          ? html`<span class="dead-sum" title=${`${bytes(image.dead)} / ${bytes(image.size)}`}><i class="hatch" aria-hidden="true"></i>${t(
              "footer.dead",
              {
                dead: size(image.dead),
                size: size(image.size),
              },
            )} (${percent(image.dead, image.size)})</span>`
          : nothing
      }`;
  }

  render() {
    // What changes its width stands between what is fixed at either end: nothing moves while numbers run.
    return html`<footer>${this.state.phase === "explore" ? this.#explore() : nothing}<span class="private">${icons.lock}${t("footer.private")}</span></footer>`;
  }
}
customElements.define("ls-footer", Footer);
