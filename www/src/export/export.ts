// The header's export menu: what can be written out of the shown image, for machines, for tables, for people, as pictures.

import { html, nothing } from "lit";
import type { ReportKind } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { imageName } from "../app/image-name.ts";
import { saveMade } from "../app/saving.state.ts";
import type { State } from "../app/store.ts";
import { mapQuery, mapSvg, readColours, saveSvg, stackSvg } from "../treemap/index.ts";
import { currentLanguage, t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";

/** The kinds of export, in their order, with the endings of the files' names. */
const KINDS: [ReportKind | "svg-stack" | "svg-treemap", string][] = [
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

/** One report. */
export const saveReport = (kind: ReportKind, title: string, ending: string) =>
  saveMade(
    async () => ({ blob: await engine.reports.save(kind, currentLanguage() === "ko"), problems: [] }),
    title,
    ending,
    true,
  );

class Exporting extends View {
  static override properties = { open: { state: true } };
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener("pointerdown", this, true);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("pointerdown", this, true);
  }

  /** Elsewhere is pressed: it goes. */
  handleEvent(event: Event) {
    if (!(event.target instanceof Node && this.contains(event.target))) this.open = false;
  }

  override uses(s: Readonly<State>) {
    return [s.phase, s.opened, s.image, s.merged];
  }

  get #items() {
    return [...this.querySelectorAll('[role="menuitem"]')] as HTMLElement[];
  }

  #toggle() {
    this.open = !this.open;
    if (this.open) this.updateComplete.then(() => this.#items[0]?.focus());
  }

  #close() {
    this.open = false;
    (this.querySelector("[aria-haspopup]") as HTMLElement | null)?.focus();
  }

  #key(event: KeyboardEvent) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + items.length,
      Home: 0,
      End: items.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) items[to % items.length]?.focus();
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Tab") this.open = false;
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  #save(kind: (typeof KINDS)[number][0], ending: string) {
    const { image } = this.state;
    this.#close();
    if (!image) return;
    if (kind === "svg-stack") return saveSvg(() => stackSvg(image, readColours(this)), ending);
    if (kind !== "svg-treemap") return saveReport(kind, imageName(image), ending);
    const instructions = image.layers.map(({ instruction }) => instruction);
    const draw = async () => mapSvg(await engine.ask("treemap", mapQuery(this.state)), readColours(this), instructions);
    return saveSvg(draw, ending);
  }

  override render() {
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
