// What an imported tar was taken for and where it was laid, with the reason in numbers; either can be chosen otherwise.

import { html, nothing } from "lit";
import { closeImport, placeAgain } from "../state/import.js";
import { number } from "../text/format.js";
import { has, t } from "../text/i18n.js";
import { imageName } from "./header.js";
import { View } from "./view.js";

/** @import { FitInfo, Imported, Origin, RemarkInfo } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */
/** @import { Key } from "../text/i18n.js" */

const KINDS = /** @type {const} */ (["export", "upper", "layer"]);
/** Places that are offered. */
const MOST = 40;

/** @param {RemarkInfo} note */
function noteWords({ what, message }) {
  const key = `import.note.${what}`;
  return has(key) ? t(/** @type {Key} */ (key)) : message;
}

/** Why there, in numbers. @param {Origin} kind @param {FitInfo} fit */
function reason(kind, fit) {
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
  static properties = { kind: { state: true }, place: { state: true } };
  /** @type {Imported | null} */
  #found = null;

  constructor() {
    super();
    /** @type {Origin} */
    this.kind = "export";
    /** Which of the fits. */
    this.place = 0;
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.imported, s.opened];
  }

  willUpdate() {
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

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const fit = this.#found?.fits[this.place];
    if (fit) placeAgain(this.kind, { image: fit.image, height: fit.height });
  }

  /** @param {Imported} found */
  #form(found) {
    const { opened } = this.state;
    const fit = found.fits[this.place];
    const kinds = (/** @type {Event} */ e) =>
      (this.kind = /** @type {Origin} */ (/** @type {HTMLSelectElement} */ (e.target).value));
    const places = (/** @type {Event} */ e) => (this.place = Number(/** @type {HTMLSelectElement} */ (e.target).value));
    const option = (/** @type {FitInfo} */ { image, height }, /** @type {number} */ i) => {
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

  render() {
    const { imported } = this.state;
    return html`<dialog class="rw-dialog" aria-labelledby="import-title" @close=${closeImport}>${
      imported
        ? html`<form method="dialog" @submit=${this.#submit}><h2 id="import-title">${t("import.heading", { file: imported.file })}</h2>${this.#form(imported.found)}</form>`
        : nothing
    }</dialog>`;
  }

  updated() {
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    const open = this.state.imported !== null;
    if (open && !dialog.open) dialog.showModal();
    else if (!open && dialog.open) {
      dialog.close();
      /** @type {HTMLElement | null} */ (document.querySelector('[role="listbox"]'))?.focus({ preventScroll: true });
    }
  }
}
customElements.define("ls-import", Import);
