// Above the files of a container: what can be made in it, and taking steps back. Also the keys for that, wherever the focus is.

import { html } from "lit";
import { editable, folderOfSelected, step } from "../state/container.js";
import { beginHere, upload } from "../state/containeracts.js";
import { t } from "../text/i18n.js";
import { icons } from "./icons.js";
import { View } from "./view.js";

/** @import { Act } from "../state/container.js" */
/** @import { State } from "../state/store.js" */

const MAKE = /** @type {const} */ ([
  ["newFile", "N"],
  ["newFolder", "F"],
  ["upload", "U"],
]);

class ContainerBar extends View {
  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this);
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.image?.container, editable(s)];
  }

  /** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), where no text is typed. @param {KeyboardEvent} event */
  handleEvent(event) {
    const { target } = event;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !this.state.image?.container) return;
    if (target instanceof Element && target.closest("input:not([type=radio],[type=checkbox]),textarea,select,dialog"))
      return;
    const key = event.key.toLowerCase();
    if (key === "z") step(event.shiftKey ? "redo" : "undo");
    else if (key === "y") step("redo");
    else return;
    event.preventDefault();
  }

  /** @param {Act} act */
  #begin(act) {
    if (act === "upload") /** @type {HTMLInputElement} */ (this.querySelector("input")).click();
    else beginHere(act);
  }

  /** @param {Event} event */
  async #picked(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = [...(input.files ?? [])];
    input.value = "";
    await upload({ files, paths: files.map(({ name }) => name) }, await folderOfSelected());
  }

  render() {
    const { container } = this.state.image ?? {};
    if (!container || !editable(this.state)) return html``;
    return html`<div class="rw-bar" role="toolbar" aria-label=${t("container.bar")}>
      <input type="file" multiple hidden aria-label=${t("container.act.upload")} @change=${this.#picked}>
      ${MAKE.map(([act, key]) => html`<button type="button" class="small" title=${t("container.key", { what: t(`container.act.${act}`), key })} @click=${() => this.#begin(act)}>${t(`container.act.${act}`)}</button>`)}
      <span class="gap"></span>
      <button type="button" class="small quiet" aria-label=${t("container.undo")} ?disabled=${container.undo === 0} title=${t("container.key", { what: t("container.undo"), key: "Ctrl+Z" })} @click=${() => step("undo")}>${icons.undo}<span>${t("container.undo")}</span></button>
      <button type="button" class="small quiet" aria-label=${t("container.redo")} ?disabled=${container.redo === 0} title=${t("container.key", { what: t("container.redo"), key: "Ctrl+Shift+Z" })} @click=${() => step("redo")}>${icons.redo}<span>${t("container.redo")}</span></button>
    </div>`;
  }

  /** For the key of the files and the menu. */
  pick() {
    this.#begin("upload");
  }
}
customElements.define("ls-container-bar", ContainerBar);

/** Lets the person choose files that go into the container. */
export const pickUpload = () => /** @type {ContainerBar | null} */ (document.querySelector("ls-container-bar"))?.pick();
