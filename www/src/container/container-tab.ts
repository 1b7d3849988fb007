// Details of the container's read-write layer: what it takes, docker diff as it is now, and what can be done with it as a whole.

import "./upper.ts";
import { html, nothing } from "lit";
import { copyButton } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import { download, save as saveTo } from "../app/saving.state.ts";
import type { State } from "../app/store.ts";
import { facts } from "../ui/facts.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { step } from "./container.state.ts";
import { askCommit, askRemove, containerName } from "./containers.ts";

/** Lines that are drawn; copying and saving take all. */
const MOST = 400;

class ContainerTab extends View {
  #ask = new Query<string>(this);

  override uses(s: Readonly<State>) {
    return [s.image, s.edits];
  }

  #diff(diff: string) {
    const lines = diff.split("\n").filter(Boolean);
    const more = lines.length - MOST;
    if (lines.length === 0) return html`<p class="mute">${t("container.diff.none")}</p>`;
    return html`<ul class="docker-diff mono" role="list" tabindex="0" aria-label="docker diff">${lines
      .slice(0, MOST)
      .map((line) => {
        const letter = line.slice(0, 1);
        return html`<li><b class=${`letter ${letter}`}>${letter}</b> ${line.slice(2)}</li>`;
      })}</ul>${more > 0 ? html`<p class="mute">${t("container.diff.more", { n: number(more) })}</p>` : nothing}`;
  }

  override render() {
    const { image, edits, fileName } = this.state;
    const container = image?.container;
    if (!image || !container) return html``;
    const diff = this.#ask.want(`${fileName} ${container.id} ${edits}`, () => engine.ask("dockerDiff"));
    const below = (container.height ?? -1) + 1;
    const save = () =>
      download(new Blob([diff ?? ""], { type: "text/plain" }), `container-${container.id + 1}.diff.txt`);
    const saveUpper = (form: "layer" | "overlay") =>
      saveTo({ what: "upper", form }, `container-${container.id + 1}-${form}`, ".tar");
    return html`
      <div class="title"><i class="chip rw-chip" aria-hidden="true"></i><h3>${containerName(container)}</h3><span class="mute">${t("stack.readwrite")}</span></div>
      <p class="mute">${t("container.tab.text", { n: number(below) })}</p>
      <div class="rw-tab-acts"><button type="button" class="primary" @click=${askCommit}>${t("container.commit")}…</button></div>
      ${facts([
        [t("layer.size"), html`<span title=${bytes(container.bytes)}>${size(container.bytes)}</span>`],
        [t("layer.entries"), number(container.entries)],
        [
          t("container.steps"),
          t("container.steps.text", { undo: number(container.undo), redo: number(container.redo) }),
        ],
        [
          t("container.below"),
          t("container.below.text", {
            n: number(below),
            size: size(image.layers.slice(0, below).reduce((sum, layer) => sum + (layer.size ?? layer.stored), 0)),
          }),
        ],
      ])}
      <div class="doc-head"><h3>docker diff</h3><span class="mute">${t("container.diff.text")}</span>${diff ? copyButton(diff, "docker diff") : nothing}</div>
      ${diff === null ? this.#ask.instead : this.#diff(diff)}
      <ls-upper></ls-upper>
      <div class="rw-tab-acts">
        ${diff ? html`<button type="button" class="small" @click=${save}>${t("container.diff.save")}</button>` : nothing}
        <button type="button" class="small" ?disabled=${container.entries === 0} title=${t("container.upper.layer.title")} @click=${() => saveUpper("layer")}>${t("container.upper.layer")}</button>
        <button type="button" class="small" ?disabled=${container.entries === 0} title=${t("container.upper.overlay.title")} @click=${() => saveUpper("overlay")}>${t("container.upper.overlay")}</button>
        <button type="button" class="small" ?disabled=${container.entries === 0} @click=${() => step("reset")}>${t("container.reset")}</button>
        <button type="button" class="small danger" @click=${askRemove}>${t("container.remove")}</button>
      </div>`;
  }
}
customElements.define("ls-container-tab", ContainerTab);
