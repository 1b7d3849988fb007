// The problem state: what is wrong, where, what still works, what to try.

import { html, nothing } from "lit";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { advice, particulars, place, wording } from "../ui/wording.ts";
import { pick, pickFolder } from "./drop.ts";
import { openSample } from "./opening.state.ts";
import type { State } from "./store.ts";

class ProblemState extends View {
  override uses(s: Readonly<State>) {
    return [s.phase, s.problem];
  }

  override render() {
    const { phase, problem } = this.state;
    if (phase !== "problem" || !problem) return html``;
    const folder = problem.kind.startsWith("folder-");
    const where = folder ? t("problem.folder", { name: problem.file ?? "" }) : place(problem);
    const title = problem.kind.startsWith("worker-")
      ? "problem.stopped"
      : folder
        ? "problem.title.folder"
        : "problem.title";
    const row = (term: string, text: unknown) => (text ? html`<div><dt>${term}</dt><dd>${text}</dd></div>` : nothing);
    return html`
      <div class="card bad">
        <h2>${icons.warning} ${t(title)}</h2>
        <p class="lead">${wording(problem)}</p>
        <dl>
          ${row(t("problem.where"), where)}
          ${row(t("problem.works"), t("problem.works.next"))}
          ${row(t("problem.try"), advice(problem))}
        </dl>
        ${particulars(problem)}
        <div class="doors">
          <button type="button" class="primary" @click=${pick}>${t("start.open")}</button>
          <button type="button" @click=${pickFolder}>${t("start.openFolder")}</button>
          <button type="button" @click=${openSample}>${t("start.sample")}</button>
        </div>
      </div>`;
  }
}
customElements.define("ls-problem", ProblemState);
