// Archives that were just opened beside the others: what joined, and what a person may want with it.

import { html } from "lit";
import type { State } from "../app/store.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { dismissLanded, openInstead, showImages, showLanded } from "./images.state.ts";

class Landed extends View {
  /** The focus was in it until now. */
  #shown = false;

  override uses(s: Readonly<State>) {
    return [s.landed, s.opened];
  }

  /** Gives the focus to the stack when the element that had it is gone. */
  override updated() {
    if (this.state.landed || document.activeElement !== document.body || !this.#shown) return;
    (document.querySelector('[role="listbox"]') as HTMLElement | null)?.focus({ preventScroll: true });
  }

  override willUpdate() {
    this.#shown = this.querySelector("section")?.contains(document.activeElement) ?? false;
  }

  #share() {
    dismissLanded();
    showImages("sharing");
  }

  override render() {
    const { landed, opened } = this.state;
    if (!landed) return html`<div role="status" class="sr"></div>`;
    const n = opened?.images.length ?? 0;
    return html`<div role="status" class="sr">${t("images.landed", { file: landed.name, n: landed.images })}</div>
      <section class="saving landed" aria-label=${t("images.landed.title")}>
        <strong><bdi>${t("images.landed", { file: landed.name, n: landed.images })}</bdi></strong>
        <p class="mute">${t("images.landed.text", { n })}</p>
        <div class="im-acts"><button type="button" class="primary" @click=${this.#share}>${t("images.landed.share")}</button>
          <button type="button" @click=${showLanded}>${t("images.landed.show")}</button>
          <button type="button" @click=${openInstead}>${t("images.landed.instead")}</button>
          <button type="button" class="quiet" @click=${dismissLanded}>${t("action.close")}</button></div>
      </section>`;
  }
}
customElements.define("ls-landed", Landed);
