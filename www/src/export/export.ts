// The header's export menu: what can be written out of the shown image, for machines, for tables, for people, as pictures.

import { html, nothing } from "lit";
import { engine } from "../state/core.js";
import { saveMade } from "../state/saving.js";
import { mapQuery } from "../state/treemap.js";
import { currentLanguage, t } from "../text/i18n.js";
import { imageName } from "./header.js";
import { icons } from "./icons.js";
import { readColours } from "./mapcolours.js";
import { mapSvg, saveSvg, stackSvg } from "./mapsave.js";
import { View } from "./view.js";

/** @import { ReportKind } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

/** What there is, in its order, and how the files' names end. @type {[ReportKind | "svg-stack" | "svg-treemap", string][]} */
const KINDS = [
  ["html", ".report.html"],
  ["dockerfile", ".Dockerfile"],
  ["json", ".layerscope.json"],
  ["dive-json", ".dive.json"],
  ["csv-layers", ".layers.csv"],
  ["csv-files", ".files.csv"],
  ["csv-dead", ".dead.csv"],
  ["svg-stack", ".stack.svg"],
  ["svg-treemap", ".treemap.svg"],
];

/** One report. @param {ReportKind} kind @param {string} title @param {string} ending */
export const saveReport = (kind, title, ending) =>
  saveMade(
    async () => ({ blob: await engine.reports.save(kind, currentLanguage() === "ko"), problems: [] }),
    title,
    ending,
    true,
  );

class Exporting extends View {
  static properties = { open: { state: true } };

  constructor() {
    super();
    this.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("pointerdown", this, true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this, true);
  }

  /** Elsewhere is pressed: it goes. @param {Event} event */
  handleEvent(event) {
    if (!(event.target instanceof Node && this.contains(event.target))) this.open = false;
  }

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.phase, s.opened, s.image, s.merged];
  }

  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[role="menuitem"]')]);
  }

  #toggle() {
    this.open = !this.open;
    if (this.open) this.updateComplete.then(() => this.#items[0]?.focus());
  }

  #close() {
    this.open = false;
    /** @type {HTMLElement | null} */ (this.querySelector("[aria-haspopup]"))?.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const items = this.#items;
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
    const to = moves[event.key];
    if (to !== undefined) items[to % items.length]?.focus();
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Tab") this.open = false;
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  /** @param {(typeof KINDS)[number][0]} kind @param {string} ending */
  #save(kind, ending) {
    const { image } = this.state;
    this.#close();
    if (!image) return;
    if (kind === "svg-stack") return saveSvg(() => stackSvg(image, readColours(this)), ending);
    if (kind !== "svg-treemap") return saveReport(kind, imageName(image), ending);
    const instructions = image.layers.map(({ instruction }) => instruction);
    const draw = async () => mapSvg(await engine.ask("treemap", mapQuery(this.state)), readColours(this), instructions);
    return saveSvg(draw, ending);
  }

  render() {
    const { phase, image, merged, opened } = this.state;
    if (phase !== "explore" || !image || image.layers.length === 0) return html``;
    const kinds = KINDS.filter(([kind]) => opened?.form !== "rootfs" || kind !== "dockerfile");
    return html`<button type="button" aria-haspopup="menu" aria-expanded=${this.open} ?disabled=${!merged} title=${merged ? t("export.title") : t("export.later")} @click=${this.#toggle}>${t("export.button")} ${icons.down}</button>
      ${
        this.open
          ? html`<div class="rw-menu export-menu"><div role="menu" aria-label=${t("export.title")} @keydown=${this.#key}>
        ${kinds.map(([kind, ending]) => html`<button type="button" role="menuitem" tabindex="-1" @click=${() => this.#save(kind, ending)}><span>${t(`export.${kind}`)}<small class="mute">${t(`export.${kind}.text`)}</small></span></button>`)}
      </div></div>`
          : nothing
      }`;
  }
}
customElements.define("ls-export", Exporting);
