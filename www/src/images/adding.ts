// Archives that are read beside the open one: which, how far, and how to stop it.

import { html } from "lit";
import type { State } from "../app/store.ts";
import { percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { stopAdding } from "./images.state.ts";

class Adding extends View {
  /** The focus was in it until now. */
  #focused = false;

  override uses(s: Readonly<State>) {
    return [s.adding];
  }

  override willUpdate() {
    this.#focused = this.contains(document.activeElement);
  }

  /** Gives the focus to the stack when the element that had it is gone. */
  override updated() {
    if (this.state.adding || document.activeElement !== document.body || !this.#focused) return;
    (document.querySelector('[role="listbox"]') as HTMLElement | null)?.focus({ preventScroll: true });
  }

  override render() {
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
