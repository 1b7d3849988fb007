// The overlay diagram of a directory: how its layers make up the merged view. A grid, names across, layers down; only the columns
// that are seen are in the page.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { DiagramName } from "../../pkg/layerscope.js";
import type { State } from "../app/store.ts";
import { t } from "../ui/i18n.ts";
import { geometry } from "../ui/scroll.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { cellBox, nameBox, placeId } from "./cell.ts";
import { diagramHead } from "./head.ts";
import { diagramClick, diagramDoubleClick, diagramKey } from "./keys.ts";
import { GUTTER, lines } from "./lines.ts";
import { Columns } from "./overlay.state.ts";
import type { DiagramRow } from "./rows.ts";
import { diagramRows } from "./rows.ts";
import { diagramFold, diagramKeys, diagramSide } from "./side.ts";

/** Width of a column: as wide as there is room for, within these. */
const NARROWEST = 118;
const WIDEST = 190;
/** The layers' own column, where there is room and where there is little. */
const SIDE = 168;
const SIDE_NARROW = 84;
/** Columns drawn beyond the seen ones. */
const BEYOND = 2;

class Overlay extends View {
  columns = new Columns(() => this.requestUpdate());
  rows: DiagramRow[] = [];
  /** Where the keyboard is; row 0 = the merged view, column -1 = the layers. */
  active = { row: 0, column: 0 };
  #scrollLeft = 0;
  #view = 640;
  #folder = -1;
  /** The directory that is left by going up: the keyboard goes to its name. */
  #from = -1;
  #resize = new ResizeObserver(([entry]) => {
    const view = entry?.contentRect.width ?? 0;
    if (view === 0 || view === this.#view) return;
    this.#view = view;
    this.requestUpdate();
  });

  override uses(s: Readonly<State>) {
    return [s.image, s.opened, s.height, s.tree, s.folder, s.several, s.selected, s.merged];
  }

  get #scroller() {
    return this.querySelector('[role="grid"]') as HTMLElement | null;
  }

  get #side() {
    return this.#view < 520 ? SIDE_NARROW : SIDE;
  }

  get #pitch() {
    const room = Math.floor((this.#view - this.#side - 4) / Math.max(1, this.columns.total));
    return Math.max(NARROWEST, Math.min(WIDEST, room));
  }

  get #geometry() {
    return geometry(this.columns.total, this.#view - this.#side, this.#pitch);
  }

  /** Columns that fit the view. */
  get page() {
    return Math.max(1, Math.floor((this.#view - this.#side) / this.#pitch));
  }

  override willUpdate() {
    const { opened, image, height, tree, folder, several, fileName } = this.state;
    if (!image) return this.columns.forget();
    if (folder !== this.#folder) {
      this.#from = this.columns.page?.node ?? -1;
      this.#folder = folder;
      this.active = { row: 0, column: 0 };
      this.#scrollLeft = 0;
      this.#scroller?.scrollTo(0, 0);
    }
    const { first } = this.#geometry.visible(this.#scrollLeft);
    const key = [opened?.file, fileName, image.id, image.index, tree, height, folder, several].join(" ");
    const question = { folder, height, several };
    this.columns.want(key, question, Math.max(0, first - BEYOND), first + this.page + 2 * BEYOND);
  }

  /** Moves the keyboard to a place, and it into sight. */
  go(row: number, column: number) {
    this.active = { row, column: Math.max(-1, Math.min(this.columns.total - 1, column)) };
    const scroller = this.#scroller;
    const at = this.active.column;
    if (scroller && at >= 0) {
      const to = this.#geometry.reveal(at, scroller.scrollLeft);
      if (to !== scroller.scrollLeft) scroller.scrollLeft = this.#scrollLeft = to;
    }
    this.requestUpdate();
    this.updateComplete.then(() => this.#showRow());
  }

  /** The active row is to be seen below the head. */
  #showRow() {
    const scroller = this.#scroller;
    const row = this.rows[this.active.row - 1];
    if (!scroller || !row) return;
    const head = this.rows[0]?.y ?? 0;
    if (row.y - head < scroller.scrollTop) scroller.scrollTop = row.y - head;
    const over = row.y + row.height + 8 - scroller.clientHeight;
    if (over > scroller.scrollTop) scroller.scrollTop = over;
  }

  #scroll() {
    this.#scrollLeft = this.#scroller?.scrollLeft ?? 0;
    this.requestUpdate();
  }

  override render() {
    const { image, height, opened, several } = this.state;
    const { page } = this.columns;
    if (!image || !page) return html`<p class="nothing">${t("files.reading")}</p>`;
    const { rows, many, end } = diagramRows(image, page);
    this.rows = rows;
    const [side, pitch, geometry] = [this.#side, this.#pitch, this.#geometry];
    const { first, last } = geometry.visible(this.#scrollLeft);
    const drawn: number[] = [];
    for (let at = Math.max(0, first - BEYOND); at < Math.min(page.total, last + BEYOND); at++) drawn.push(at);
    const { active } = this;
    if (active.column >= 0 && active.column < page.total && !drawn.includes(active.column)) drawn.push(active.column);
    const left = (at: number) => side + geometry.top(at, this.#scrollLeft);
    const box = pitch - GUTTER;
    const columns = drawn.flatMap((at) => this.columns.at(at) ?? []).map((name, i) => ({ name, at: drawn[i] ?? 0 }));
    const origin = columns.length > 0 ? Math.min(...columns.map(({ at }) => left(at))) : side;
    const picture = columns.map(({ name, at }) => ({ name, x: left(at) - origin }));
    const frame = { left: `${origin}px`, width: columns.length * pitch, box, end };
    const rootfs = opened?.form === "rootfs";
    return html`
      ${diagramHead(page, { height, several, layers: image.layers.length })}
      <div role="grid" class=${many ? "od many" : "od"} tabindex="0" aria-label=${t("diagram.label", { path: page.path })} aria-rowcount=${rows.length + 1} aria-colcount=${page.total + 1}
        aria-activedescendant=${placeId(active.row, active.column)} @keydown=${diagramKey(this)} @click=${diagramClick(this)} @dblclick=${diagramDoubleClick(this)} @scroll=${this.#scroll}
        ${vars({ "--width": `${side + geometry.height}px`, "--end": `${end}px`, "--side": `${side}px`, "--box": `${box}px` })}>
        <div role="row" class="od-row top" aria-rowindex="1">
          <div role="columnheader" class=${`od-side${active.row === 0 && active.column < 0 ? " here" : ""}`} id=${placeId(0, -1)} data-row="0" data-column="-1" aria-colindex="1">
            <b>${t("diagram.merged")}</b><small>${t(rootfs ? "diagram.merged.rootfs" : "diagram.merged.sub", { n: height + 1 })}</small></div>
          ${repeat(
            columns,
            ({ name }) => name.node,
            ({ name, at }) => nameBox(name, this.#at(0, at, `${left(at)}px`, name.node, null)),
          )}
        </div>
        <div class="od-mask" role="presentation"></div>
        ${rows.map((row, i) => (row.type === "fold" ? diagramFold(row, i) : this.#row(row, i + 1, columns, left)))}
        ${lines(picture, rows, frame)}
        ${page.total > 0 ? nothing : html`<p class="nothing">${t(several && page.all > 0 ? "diagram.none.several" : "diagram.none")}</p>`}
      </div>
      ${diagramKeys()}`;
  }

  #at(row: number, column: number, x: string, node: number, layer: number | null) {
    const { selected, height } = this.state;
    const here = this.active.row === row && this.active.column === column;
    return { row, column, x, here, pick: selected?.node === node && selected.layer === layer, height };
  }

  #row(
    { touch, y, height }: Extract<DiagramRow, { type: "layer" }>,
    index: number,
    columns: { name: DiagramName; at: number }[],
    left: (at: number) => number,
  ) {
    const { layer } = touch;
    const above = layer > this.state.height;
    const here = this.active.row === index && this.active.column < 0;
    return html`<div role="row" class=${`od-row L${layer}${above ? " above" : ""}${touch.floor ? " floor" : ""}`} aria-rowindex=${index + 1} ${vars({ "--y": `${y}px`, "--h": `${height}px` })}>
      ${diagramSide(touch, { index, here, height: this.state.height, layers: this.state.image?.layers ?? [] })}
      ${repeat(
        columns,
        ({ name }) => name.node,
        ({ name, at }) =>
          cellBox(
            name,
            name.cells.find((cell) => cell.layer === layer),
            this.#at(index, at, `${left(at)}px`, name.node, layer),
          ),
      )}
    </div>`;
  }

  override updated() {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.#resize.observe(scroller);
    // Fewer or narrower columns than before: the browser has moved the scroller by itself.
    if (Math.abs(scroller.scrollLeft - this.#scrollLeft) > 1) this.#scroll();
    const { page } = this.columns;
    const back = page?.names.findIndex(({ node }) => node === this.#from) ?? -1;
    if (page && back >= 0) {
      this.#from = -1;
      this.go(0, page.from + back);
    }
  }
}
customElements.define("ls-diagram", Overlay);
