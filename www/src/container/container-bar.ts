// Above the files of a container: what can be made in it, and taking steps back.

import { html } from "lit";
import type { State } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { beginHere, upload } from "./acts.ts";
import type { Act } from "./container.state.ts";
import { folderOfSelected, step } from "./container.state.ts";

const MAKE = [
  ["newFile", "N"],
  ["newFolder", "F"],
  ["upload", "U"],
] as const;

class ContainerBar extends View {
  override uses(s: Readonly<State>) {
    return [s.image?.container, editable(s)];
  }

  #begin(act: Act) {
    if (act === "upload") (this.querySelector("input") as HTMLInputElement).click();
    else beginHere(act);
  }

  async #picked(event: Event) {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = "";
    await upload({ files, paths: files.map(({ name }) => name) }, await folderOfSelected());
  }

  override render() {
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
export const pickUpload = () => (document.querySelector("ls-container-bar") as ContainerBar | null)?.pick();
