// Archives that are read beside the open one: which, how far, and how to stop it.

import { html } from "lit";
import { stopAdding } from "../state/images.js";
import { percent, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { vars } from "./vars.js";
import { View } from "./view.js";

/** @import { State } from "../state/store.js" */

class Adding extends View {
  /** The focus was in it until now. */
  #focused = false;

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.adding];
  }

  willUpdate() {
    this.#focused = this.contains(document.activeElement);
  }

  /** What had the focus is gone: on with the stack. */
  updated() {
    if (this.state.adding || document.activeElement !== document.body || !this.#focused) return;
    /** @type {HTMLElement | null} */ (document.querySelector('[role="listbox"]'))?.focus({ preventScroll: true });
  }

  render() {
    const { adding } = this.state;
    if (!adding) return html`<div role="status" class="sr"></div>`;
    const { name, at, of, done, total } = adding;
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const reading = t("archives.reading", { file: name, at, of });
    return html`<div role="status" class="sr">${reading}</div>
      <section class="saving" aria-label=${t("archives.adding")}>
        <div class="line"><strong title=${name}><bdi>${reading}</bdi></strong><button type="button" class="small" @click=${stopAdding}>${t("action.cancel")}</button></div>
        <div class="bar-track" role="progressbar" aria-label=${t("progress.bar")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(share * 100)}><i ${vars({ "--p": share.toFixed(4) })}></i></div>
        <p class="mute">${t("progress.of", { done: size(done), total: size(total) })} · ${percent(done, total)}</p>
      </section>`;
  }
}
customElements.define("ls-adding", Adding);
