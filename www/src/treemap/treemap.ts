// The treemap of the files: where the bytes come from, by directory and layer. A canvas, a ring for the keyboard, a tip for the pointer.

import "./map-table.ts";
import { html, nothing } from "lit";
import type { Treemap } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import type { Colours } from "../ui/colours.ts";
import { readColours } from "../ui/colours.ts";
import { t } from "../ui/i18n.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { between, draw, hatching, STILL } from "./draw.ts";
import { mapHead } from "./head.ts";
import { mapClick, mapKey, pointed } from "./keys.ts";
import type { Box } from "./layout.ts";
import { firstBox, layout } from "./layout.ts";
import { saveMap } from "./save.ts";
import { mapQuery, zoomOut } from "./treemap.state.ts";
import { byLayer, cellTip, cellWords, mapLegend } from "./words.ts";
import type { Zoom } from "./zoom.ts";
import { zoomedInto } from "./zoom.ts";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");

class TreemapView extends View {
  static override properties = { active: { state: true }, over: { state: true } };
  /** Where the keyboard is. */
  declare active: Box | null;
  /** The box below the pointer. */
  declare over: { box: Box; x: number; y: number } | null;

  #ask = new Query<Treemap>(this);
  map: Treemap | null = null;
  boxes: Box[] = [];
  #size = { width: 0, height: 0 };
  #paint: { colours: Colours; key: string } | null = null;
  /** A zoom that runs: from the one layout into the other. */
  #zoom: Zoom | null = null;
  #frame = 0;
  #resize = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    if (width === 0) return; // It has left the page.
    this.#size = { width: Math.floor(width), height: Math.floor(height) };
    this.#place();
    this.requestUpdate();
  });

  constructor() {
    super();
    this.active = null;
    this.over = null;
  }

  override connectedCallback() {
    super.connectedCallback();
    dark.addEventListener("change", this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    dark.removeEventListener("change", this);
    cancelAnimationFrame(this.#frame);
    this.#resize.disconnect();
  }

  /** Light became dark, or dark light. */
  handleEvent() {
    this.requestUpdate();
  }

  override uses(s: Readonly<State>) {
    return [s.image, s.opened, s.height, s.tree, s.map, s.merged, s.theme, s.selected];
  }

  go = (box: Box | null) => {
    this.active = box;
  };

  override willUpdate() {
    const { opened, image, height, tree, map, fileName } = this.state;
    const query = mapQuery(this.state);
    const seen = map.what === "merged" ? height : "all";
    const key = [opened?.file, fileName, image?.id, image?.index, tree, seen, query.root, query.what].join(" ");
    const answer = this.#ask.want(key, () => engine.ask("treemap", query));
    if (answer && answer !== this.map) this.#turn(answer);
    // Another image: nothing of the old one's picture leads anywhere any more.
    if (!answer && this.map) [this.map, this.boxes, this.active, this.over] = [null, [], null, null];
  }

  /** Another picture: as a zoom where it is a part of the old one, or the old one of it. */
  #turn(next: Treemap) {
    const { map: before, boxes: old } = this;
    const [was, is] = [before?.cells[0]?.node, next.cells[0]?.node];
    this.map = next;
    this.over = null;
    this.#place();
    this.#zoom = null;
    const inward = old.find(({ cell, depth }) => depth > 0 && cell.node === is) ?? null;
    const outward = this.boxes.find(({ cell, depth }) => depth > 0 && cell.node === was) ?? null;
    if (was === is) this.active = this.boxes.find(({ cell }) => cell.node === this.active?.cell.node) ?? null;
    else this.active = outward;
    this.active ??= firstBox(this.boxes);
    const box = was === is ? null : (inward ?? outward);
    if (!box || calm.matches) return;
    const [outer, inner] = inward ? [old, this.boxes] : [this.boxes, old];
    this.#zoom = { box, outer, inner, inward: inward !== null, from: performance.now() };
  }

  #place() {
    const { width, height } = this.#size;
    const at = this.active?.cell.node;
    this.boxes = this.map ? layout(this.map, width, height) : [];
    if (this.active) this.active = this.boxes.find(({ cell }) => cell.node === at) ?? null;
  }

  #move(event: MouseEvent) {
    const box = pointed(this, event);
    const { left, top, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = Math.max(0, Math.min(event.clientX - left + 14, width - 270));
    this.over = box && { box, x, y: event.clientY - top + (event.clientY - top > this.#size.height / 2 ? -96 : 16) };
  }

  #picture() {
    const { map, active, over } = this;
    const { width, height } = this.#size;
    const ring = ({ x0, y0, x1, y1 } = { x0: 0, y0: 0, x1: width, y1: height } as Box) =>
      vars({ "--x": `${x0}px`, "--y": `${y0}px`, "--w": `${x1 - x0}px`, "--h": `${y1 - y0}px` });
    const layers = this.state.image?.layers ?? [];
    const picked = this.boxes.find(({ cell }) => cell.node !== null && cell.node === this.state.selected?.node);
    return html`<div class="tm" role="listbox" tabindex="0" aria-label=${t("map.label", { path: map?.path ?? "/" })} aria-activedescendant=${active ? `tm-${active.index}` : nothing}
      @keydown=${mapKey(this)} @click=${mapClick(this)} @mousemove=${this.#move} @mouseleave=${() => (this.over = null)}>
      <canvas aria-hidden="true"></canvas>
      ${picked && picked.depth > 0 ? html`<i class="tm-ring pick" ${ring(picked)}></i>` : nothing}
      ${over ? html`<i class="tm-ring over" ${ring(over.box)}></i>` : nothing}
      ${map && active ? html`<div class="tm-ring here" role="option" id=${`tm-${active.index}`} aria-selected=${picked === active} aria-label=${cellWords(map, active)} ${ring(active)}></div>` : html`<div role="option" aria-selected="false" class="sr">${map ? t("map.none") : t("files.reading")}</div>`}
      ${map && over ? cellTip(map, over.box, over, layers[over.box.cell.layer]?.instruction ?? "") : nothing}
      ${map && map.bytes === 0 ? html`<p class="nothing">${t("map.none")}</p>` : nothing}
    </div>`;
  }

  override render() {
    const { map, state } = this;
    const layers = state.image?.layers.map(({ instruction }) => instruction) ?? [];
    const save = () => map && this.#paint && saveMap(map, this.#paint.colours, layers);
    const rootfs = state.opened?.form === "rootfs";
    const up = (depth: number | undefined) => {
      zoomOut(depth);
      // The button that led there is of another directory now, or of none.
      (this.querySelector(".tm, .tm-scroll") as HTMLElement | null)?.focus({ preventScroll: true });
    };
    return html`${mapHead(state.map, map, { height: state.height, rootfs, save, up })}
      ${state.map.table ? html`<ls-map-table .map=${map} .boxes=${this.boxes}></ls-map-table>` : this.#picture()}
      ${mapLegend(byLayer(this.boxes), layers)}`;
  }

  override updated() {
    const place = this.querySelector(".tm, ls-map-table");
    if (place) this.#resize.observe(place);
    const key = `${this.state.theme} ${dark.matches} ${this.state.image?.id} ${this.state.image?.layers.length}`;
    if (this.#paint?.key !== key) this.#paint = { key, colours: readColours(this) };
    cancelAnimationFrame(this.#frame);
    this.#draw(performance.now());
  }

  #draw = (now: number) => {
    const canvas = this.querySelector("canvas");
    const c = canvas?.getContext("2d");
    const { width, height } = this.#size;
    if (!canvas || !c || !this.#paint || width === 0) return;
    const scale = devicePixelRatio;
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    c.setTransform(scale, 0, 0, scale, 0, 0);
    c.globalAlpha = 1;
    const colours = this.#paint.colours;
    c.fillStyle = colours.panel;
    c.fillRect(0, 0, width, height);
    const pattern = c.createPattern(hatching(colours.dead, scale), "repeat");
    pattern?.setTransform(new DOMMatrix().scale(1 / scale));
    const { fontFamily: family } = getComputedStyle(canvas);
    const look = { width, height, colours, hatch: pattern ?? colours.dead, family };
    const zoom = this.#zoom;
    const into = zoom && zoomedInto(zoom, now);
    if (zoom && into !== null) {
      const cameras = between(zoom.box, into, width, height);
      draw(c, zoom.outer, look, cameras.outer);
      c.globalAlpha = into;
      draw(c, zoom.inner, look, cameras.inner);
      this.#frame = requestAnimationFrame(this.#draw);
      return;
    }
    this.#zoom = null;
    draw(c, this.boxes, look, STILL);
    if (this.map) canvas.dataset.drawn = String(this.map.cells.length);
  };
}
customElements.define("ls-treemap", TreemapView);
