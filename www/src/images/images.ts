// Several images at once, in the place of files and details: a tablist of the four questions, and how further images get here.

import { modal } from "../app/dispatch.ts";
import { pressed } from "../app/keys.ts";
import type { Grid } from "../files/index.ts";
import "./alone.ts";
import "./sharing.ts";
import "./two-images.ts";
import "./what-if.ts";
import { html, nothing } from "lit";
import type { State } from "../app/store.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { ACROSS, stepTo } from "../ui/steps.ts";
import { View } from "../ui/view.ts";
import { addButton } from "./add-button.ts";
import type { Question } from "./images.state.ts";
import { closeImages, goToFile, QUESTIONS, showImages } from "./images.state.ts";

/** The header's button, where the way back ends. */
export const DOOR = "images-door";

class Images extends View {
  #before: Question | null = null;
  /** The person goes on to a file. */
  #leaving = false;

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this);
  }

  override uses(s: Readonly<State>) {
    return [s.phase, s.beside, s.opened];
  }

  /** Escape leads back, wherever the keyboard is. */
  handleEvent(event: KeyboardEvent) {
    if (pressed(event) !== "Escape" || event.defaultPrevented || !this.state.beside || modal()) return;
    event.preventDefault();
    closeImages();
  }

  #key(event: KeyboardEvent) {
    const at = QUESTIONS.indexOf(this.state.beside ?? "sharing");
    const to = stepTo(pressed(event), at, QUESTIONS.length, ACROSS);
    const next = to === undefined ? undefined : QUESTIONS[to];
    if (!next) return;
    event.preventDefault();
    showImages(next);
    this.updateComplete.then(() => this.#focus());
  }

  #focus() {
    (this.querySelector('[role="tab"][aria-selected="true"]') as HTMLElement | null)?.focus();
  }

  /** Takes the keyboard to the file's row, or to its details where no row is visible. */
  async #leave({ detail: { node, layer } }: CustomEvent) {
    this.#leaving = true;
    await goToFile(node, layer);
    this.#leaving = false;
    const grid = document.querySelector<Grid>("ls-grid");
    if (grid?.checkVisibility()) grid.land();
    else document.getElementById("tab-file")?.focus();
  }

  #panel(beside: Question) {
    if (beside === "whatif") return html`<ls-what-if></ls-what-if>`;
    if ((this.state.opened?.images.length ?? 0) < 2)
      return html`${beside === "pull" ? html`<ls-sharing .pull=${true}></ls-sharing>` : nothing}<ls-alone .question=${beside}></ls-alone>`;
    return beside === "compare"
      ? html`<ls-two-images @leave=${this.#leave}></ls-two-images>`
      : html`<ls-sharing .pull=${beside === "pull"}></ls-sharing>`;
  }

  override render() {
    const { phase, beside } = this.state;
    if (phase !== "explore" || !beside) return html``;
    return html`<h2 class="sr">${t("images.title")}</h2>
      <div class="im-head">
        <div class="tabs" role="tablist" aria-label=${t("images.title")} @keydown=${this.#key}>
          ${QUESTIONS.map(
            (
              name,
            ) => html`<button type="button" role="tab" id=${`images-${name}`} aria-selected=${name === beside} aria-controls="images-panel"
              tabindex=${name === beside ? 0 : -1} @click=${() => showImages(name)}>${t(`images.tab.${name}`)}</button>`,
          )}
        </div>
        ${addButton(true)}
        <button type="button" class="quiet icon-only" aria-label=${t("images.back")} title=${t("images.back")} @click=${closeImages}>${icons.cross}</button>
      </div>
      <div class="panel" role="tabpanel" id="images-panel" tabindex="0" aria-labelledby=${`images-${beside}`}>${this.#panel(beside) ?? nothing}</div>`;
  }

  override updated() {
    const { beside, phase } = this.state;
    const before = this.#before;
    this.#before = phase === "explore" ? beside : null;
    if (phase !== "explore" || (before === null) === (beside === null)) return;
    if (beside) this.#focus();
    // To where it was opened.
    else if (!this.#leaving && document.activeElement === document.body) document.getElementById(DOOR)?.focus();
  }
}
customElements.define("ls-images", Images);
