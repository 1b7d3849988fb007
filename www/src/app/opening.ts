// The opening state: between the drop and the stack, usually for a blink; long only for compressed archives.

import { html } from "lit";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { cancel } from "./opening.state.ts";
import { progressBar, progressLine } from "./progress.ts";
import type { State } from "./store.ts";

class Opening extends View {
  override uses(s: Readonly<State>) {
    return [s.phase, s.fileName, s.progress, s.secondsLeft];
  }

  override render() {
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
