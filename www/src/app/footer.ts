// The footer: what is being read now and how to stop it; then what the proof said and what is dead.

import { html, nothing } from "lit";
import type { ImageInfo } from "../../pkg/layerscope.js";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { cancel, stopVerifying } from "./opening.state.ts";
import { progressBar, progressLine } from "./progress.ts";
import { registry } from "./registry.ts";
import type { State } from "./store.ts";
import { condition } from "./verdict.ts";

const BAD = ["damaged", "missing", "unreadable", "mismatch", "limited"] as const;

class Footer extends View {
  override uses(s: Readonly<State>) {
    return [s.phase, s.opened, s.image, s.progress, s.secondsLeft, s.proof, s.merged, s.findings];
  }

  #proof(image: ImageInfo) {
    // A container's layer has no digest yet.
    const layers = image.layers.filter((layer) => layer.container === null);
    const all = layers.length;
    const done = layers.filter((layer) => layer.verify === "ok").length;
    const conditions = layers.map(condition);
    const told = (what: (typeof BAD)[number] | "away") => {
      const n = conditions.filter((other) => other === what).length;
      return n > 0 ? [t(`footer.${what}`, { n: number(n) })] : [];
    };
    const bad = BAD.flatMap(told);
    const away = told("away");
    const nothingNamed = this.state.opened?.form === "rootfs";
    const mark = bad.length > 0 ? icons.cross : done === all ? icons.check : nothing;
    return html`${bad.length > 0 ? html`<span class="proof bad">${mark} <span>${bad.join(t("list.and"))}</span></span>` : nothing}
      ${nothingNamed ? html`<span class="mute">${t("footer.unnamed")}</span>` : html`<span class=${bad.length > 0 ? "mute" : "proof"}>${bad.length > 0 ? nothing : mark} <span>${t("footer.verified", { done: number(done), all: number(all) })}</span></span>`}
      ${away.length > 0 ? html`<span class="mute">${away}</span>` : nothing}
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
      <div class="right">${registry.parts("footer", this.state)}</div>`;
  }

  override render() {
    // Parts that change their width stand between the fixed ends, and the findings have their place before there are
    // any: nothing moves while numbers run.
    return html`<footer>${this.state.phase === "explore" ? this.#explore() : nothing}<span class="private">${icons.lock}${t("footer.private")}</span></footer>`;
  }
}
customElements.define("ls-footer", Footer);
