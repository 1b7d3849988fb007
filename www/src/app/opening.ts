// The opening state: between the drop and the stack, usually for a blink; long only for compressed archives.

import { html } from "lit";
import { cancel } from "../state/opening.js";
import { t } from "../text/i18n.js";
import { progressBar, progressLine } from "./progress.js";
import { View } from "./view.js";

/** @import { State } from "../state/store.js" */

class Opening extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.phase, s.fileName, s.progress, s.secondsLeft];
  }

  render() {
    const { phase, fileName, progress, secondsLeft } = this.state;
    if (phase !== "opening") return html``;
    return html`
      <div class="card">
        <h2>${t("opening.title", { file: fileName })}</h2>
        ${progressBar(progress)}
        <p role="status" class="status">${progressLine(progress, secondsLeft)}</p>
        <button type="button" @click=${cancel}>${t("action.cancel")}</button>
      </div>`;
  }
}
customElements.define("ls-opening", Opening);
