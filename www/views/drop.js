// The door for files, wherever they come from: the file dialog, a drop anywhere in the window, a paste.

import { html } from "lit";
import { open } from "../state/actions.js";
import { t } from "../text/i18n.js";
import { View } from "./view.js";

const holdsFiles = (/** @type {DataTransfer | null} */ data) => data?.types.includes("Files") ?? false;

class Drop extends View {
  /** Enter and leave events come in pairs for every element that is crossed. */
  #inside = 0;

  connectedCallback() {
    super.connectedCallback();
    addEventListener("dragenter", this);
    addEventListener("dragover", this);
    addEventListener("dragleave", this);
    addEventListener("drop", this);
    addEventListener("paste", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const data =
      event instanceof DragEvent ? event.dataTransfer : event instanceof ClipboardEvent ? event.clipboardData : null;
    if (!data || !holdsFiles(data)) return;
    event.preventDefault();
    if (event.type === "dragenter") this.#inside++;
    else if (event.type === "dragleave") this.#inside--;
    else if (event.type === "dragover") data.dropEffect = "copy";
    else {
      this.#inside = 0;
      open([...data.files]);
    }
    this.classList.toggle("over", this.#inside > 0);
  }

  /** Opens the file dialog. */
  pick() {
    /** @type {HTMLInputElement} */ (this.querySelector("input")).click();
  }

  /** @param {Event} event */
  #picked(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again.
    input.value = "";
    open(files);
  }

  render() {
    return html`
      <input type="file" multiple hidden aria-label=${t("start.open")} @change=${this.#picked}>
      <div class="drop-card" aria-hidden="true"><strong>${t("start.drop")}</strong><span>${t("start.drop.text")}</span></div>`;
  }
}
customElements.define("ls-drop", Drop);

/** Lets the person choose files. */
export const pick = () => /** @type {Drop} */ (document.querySelector("ls-drop")).pick();
