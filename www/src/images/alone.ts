// The questions about several images while one is open: what to add, what is shown then, and what the one image can say.

import { html, nothing } from "lit";
import type { PullPlan } from "../../pkg/layerscope.js";
import { copyButton } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { addButton } from "./add-button.ts";
import { showImages } from "./images.state.ts";

const COMMAND = "docker save IMAGE IMAGE -o images.tar";

class Alone extends View {
  static override properties = { question: { attribute: false } };
  declare question: "sharing" | "pull" | "compare";
  #plan = new Query<PullPlan>(this);

  constructor() {
    super();
    this.question = "sharing";
  }

  override uses(s: Readonly<State>) {
    return [s.opened, s.image?.index, s.merged];
  }

  #download() {
    const { image, fileName, merged } = this.state;
    const want = image?.index ?? 0;
    const plan = this.#plan.want([fileName, want, merged].join(" "), () => engine.images.pull([], want));
    if (!plan) return this.#plan.instead;
    const n = plan.rows.filter(({ again }) => again === null).length;
    const much = plan.known ? size(plan.download) : t("images.pull.least", { size: size(plan.download) });
    return html`<span title=${bytes(plan.download)}>${t("images.alone.pulls", { n: number(n), one: n === 1, size: much })}</span>`;
  }

  override render() {
    const { question } = this;
    // The question about a pull has its answer above.
    const answered = question === "pull";
    return html`<div class="im-alone">
      ${answered ? nothing : html`<h3>${t(`images.ask.${question}`)}</h3><p>${t("images.alone")}</p>`}
      <p>${t(`images.alone.${question}`)}</p>
      <section><h4>${t("images.alone.what")}</h4>
        <ul><li>${t("images.alone.older")}</li><li>${t("images.alone.base")}</li>
          <li>${t("images.alone.several")} <span class="im-command"><code>${COMMAND}</code>${copyButton(COMMAND, COMMAND)}</span></li></ul>
        <p class="im-acts">${t("images.alone.how")} ${addButton()}</p></section>
      ${
        answered
          ? nothing
          : html`<section><h4>${t("images.alone.meanwhile")}</h4>
        <ul><li>${this.#download()} <button type="button" class="link" @click=${() => showImages("pull")}>${t("images.alone.show")}</button></li>
          <li><button type="button" class="link" @click=${() => showImages("whatif")}>${t("images.alone.squash")}</button></li></ul></section>`
      }</div>`;
  }
}
customElements.define("ls-alone", Alone);
