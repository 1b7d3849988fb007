// What an imported tar was taken for and where it was laid, with the reason in numbers; either can be chosen otherwise.

import { html, nothing } from "lit";
import type { FitInfo, Imported, Origin, RemarkInfo } from "../../pkg/layerscope.js";
import { imageName } from "../app/image-name.ts";
import type { State } from "../app/store.ts";
import { number } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { closeImport, placeAgain } from "./import.state.ts";

const KINDS = ["export", "upper", "layer"] as const;
/** Places that are offered. */
const MOST = 40;

function noteWords({ what, message }: RemarkInfo) {
  const key = `import.note.${what}`;
  return textOf(key) ?? message;
}

/** Why there, in numbers. */
function reason(kind: Origin, fit: FitInfo) {
  const { of, equal, changed, missing, added, already } = fit;
  const all = {
    of: number(of),
    equal: number(equal),
    changed: number(changed),
    missing: number(missing),
    added: number(added),
    already: number(already),
  };
  return t(kind === "export" ? "import.fit.export" : "import.fit.other", all);
}

class Import extends View {
  static override properties = { kind: { state: true }, place: { state: true } };
  declare kind: Origin;
  /** Which of the fits. */
  declare place: number;
  #found: Imported | null = null;

  constructor() {
    super();
    this.kind = "export";
    this.place = 0;
  }

  override uses(s: Readonly<State>) {
    return [s.imported, s.opened];
  }

  override willUpdate() {
    const found = this.state.imported?.found ?? null;
    if (found === this.#found) return;
    this.#found = found;
    if (!found) return;
    this.kind = found.kind;
    const { chosen } = found;
    this.place = Math.max(
      0,
      found.fits.findIndex((fit) => chosen && fit.image === chosen.image && fit.height === chosen.height),
    );
  }

  #submit(event: Event) {
    event.preventDefault();
    const fit = this.#found?.fits[this.place];
    if (fit) placeAgain(this.kind, { image: fit.image, height: fit.height });
  }

  #form(found: Imported) {
    const { opened } = this.state;
    const fit = found.fits[this.place];
    const kinds = (e: Event) => (this.kind = (e.target as HTMLSelectElement).value as Origin);
    const places = (e: Event) => (this.place = Number((e.target as HTMLSelectElement).value));
    const option = ({ image, height }: FitInfo, i: number) => {
      const choice = opened?.images[image];
      return html`<option value=${i} .selected=${i === this.place}>${t("import.place.option", { image: choice ? imageName(choice) : "", n: number((height ?? -1) + 1) })}</option>`;
    };
    const same =
      this.kind === found.kind &&
      found.chosen !== null &&
      fit?.image === found.chosen.image &&
      fit.height === found.chosen.height;
    return html`
      ${found.container === null ? html`<p class="gone-line">${t("import.none")}</p>` : nothing}
      <label><span class="rw-label">${t("import.kind")}</span><select @change=${kinds}>${KINDS.map((kind) => html`<option value=${kind} .selected=${kind === this.kind}>${t(`import.kind.${kind}`)}</option>`)}</select></label>
      <label><span class="rw-label">${t("import.place")}</span><select @change=${places}>${found.fits.slice(0, MOST).map(option)}</select></label>
      ${fit ? html`<p>${reason(found.kind, fit)}</p>` : nothing}
      ${found.notes.filter(({ what }) => what !== "fits-none").map((note) => html`<p class="mute">${noteWords(note)}${note.path ? html` <span class="mono">${note.path}</span>` : nothing}</p>`)}
      <div class="rw-dialog-acts"><button type="button" class=${same ? "primary" : ""} @click=${closeImport}>${t("action.close")}</button>
        <button type="submit" class=${same ? "" : "primary"} ?disabled=${same || !fit}>${t("import.again")}</button></div>`;
  }

  override render() {
    const { imported } = this.state;
    return html`<dialog class="rw-dialog" aria-labelledby="import-title" @close=${closeImport}>${
      imported
        ? html`<form method="dialog" @submit=${this.#submit}><h2 id="import-title">${t("import.heading", { file: imported.file })}</h2>${this.#form(imported.found)}</form>`
        : nothing
    }</dialog>`;
  }

  override updated() {
    const dialog = this.querySelector("dialog") as HTMLDialogElement;
    const open = this.state.imported !== null;
    if (open && !dialog.open) dialog.showModal();
    else if (!open && dialog.open) {
      dialog.close();
      (document.querySelector('[role="listbox"]') as HTMLElement | null)?.focus({ preventScroll: true });
    }
  }
}
customElements.define("ls-import", Import);
