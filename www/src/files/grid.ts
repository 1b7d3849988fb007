// The treegrid: only the rows that are seen are in the page, however many there are.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { select } from "../app/actions.ts";
import { question } from "../app/question.ts";
import type { State } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import { t } from "../ui/i18n.ts";
import { geometry, ROW } from "../ui/scroll.ts";
import { vars } from "../ui/vars.ts";
import { View } from "../ui/view.ts";
import { drawnRows, span } from "./drawn-rows.ts";
import { empty } from "./empty.ts";
import { COLUMNS, gridHead } from "./grid-head.ts";
import { rowKey } from "./grid-keys.ts";
import { rowClick, rowDoubleClick, rowMenu } from "./grid-pointer.ts";
import { gridRow, toldOf } from "./row.ts";
import { Rows } from "./rows.ts";
import { stripShape } from "./strip.ts";

/** The sticky head's height, in pixels, as in the stylesheet. */
const HEAD = 28;
export class Grid extends View {
  rows = new Rows(() => this.requestUpdate());
  /** The row that the keyboard is at. */
  active = 0;
  #scrollTop = 0;
  #view = 480;
  #image = "";
  #arranged = "";
  /** scrolled to already */
  #revealed: State["revealed"] = null;
  /** The active row is to get the focus as soon as it is drawn, and to be chosen, or as it is. */
  #focus: "choose" | "land" | null = null;
  #resize = new ResizeObserver(([entry]) => {
    const view = Math.max(ROW, (entry?.contentRect.height ?? 0) - HEAD);
    if (view === this.#view) return;
    this.#view = view;
    this.requestUpdate();
  });

  override uses(s: Readonly<State>) {
    const asked = JSON.stringify([question(s), editable(s)]);
    return [s.phase, s.image?.index, s.opened, asked, s.tree, s.selected, s.revealed, s.merged];
  }

  get question() {
    return question(this.state);
  }

  /** Rows that fit the view. */
  get page() {
    return Math.max(1, Math.floor(this.#view / ROW) - 1);
  }

  get #scroller() {
    return this.querySelector('[role="treegrid"]') as HTMLElement | null;
  }

  override willUpdate() {
    const { phase, opened, image, tree, query, sort, reverse, shape } = this.state;
    if (phase !== "explore" || !image) {
      this.rows.forget();
      this.#image = "";
      return;
    }
    const which = `${opened?.file} ${image.id} ${image.index}`;
    if (which !== this.#image) {
      this.#image = which;
      this.rows.forget();
    }
    // The query or the order has changed: begin at the top.
    const arranged = `${which} ${sort} ${reverse} ${shape} ${query}`;
    if (arranged !== this.#arranged) {
      this.#arranged = arranged;
      this.active = this.#scrollTop = 0;
      if (this.#scroller) this.#scroller.scrollTop = 0;
    }
    const { rows } = this;
    const { first, end } = span(rows, this.#view, this.#scrollTop);
    rows.want(`${which} ${tree} ${JSON.stringify(this.question)}`, this.question, first, end);
  }

  /** Moves the keyboard to a row; the details follow as soon as it is known. */
  go(index: number) {
    this.#focus = "choose";
    this.#scrollTo(Math.max(0, Math.min(this.rows.total - 1, index)));
  }

  /** The keyboard comes to the revealed row. */
  land() {
    this.#focus = "land";
    this.requestUpdate();
  }

  #scrollTo(to: number) {
    this.active = to;
    const scroller = this.#scroller;
    if (scroller) {
      const at = geometry(this.rows.total, this.#view).reveal(to, scroller.scrollTop);
      if (at !== scroller.scrollTop) scroller.scrollTop = this.#scrollTop = at;
    }
    this.requestUpdate();
  }

  #scroll() {
    this.#scrollTop = this.#scroller?.scrollTop ?? 0;
    this.requestUpdate();
  }

  /** However a row got the focus, by a click, a script or a screen reader: the keyboard goes on from there. */
  #focusin(event: FocusEvent) {
    const { index } = (event.target as HTMLElement).dataset;
    if (index === undefined || Number(index) === this.active) return;
    this.active = Number(index);
    this.requestUpdate();
  }

  override render() {
    const { phase, image } = this.state;
    if (phase !== "explore" || !image) return html``;
    const { rows } = this;
    const place = geometry(rows.total, this.#view);
    const drawn = drawnRows(rows, this.#view, this.#scrollTop);
    const contextOf = toldOf(this.state, this.active);
    const here = drawn.some(({ index }) => index === this.active);
    const { pitch, width, rail } = stripShape(image.layers.length);
    const at = drawn[0] ? place.top(drawn[0].index, this.#scrollTop) : 0;
    return html`
      <div role="treegrid" class=${rail ? "grid rail" : "grid"} aria-label=${t("files.title")} aria-rowcount=${rows.total + 1} aria-colcount=${COLUMNS.length}
        tabindex=${here ? -1 : 0} @scroll=${this.#scroll} @click=${rowClick(this)} @dblclick=${rowDoubleClick(this)} @contextmenu=${rowMenu(this)} @focusin=${this.#focusin} @keydown=${rowKey(this)}
        ${vars({ "--pitch": `${pitch}px`, "--cells": `${image.layers.length}`, "--strip": `${width}px` })}>
        <div role="rowgroup" class="thead"><div role="row" class="r" aria-rowindex="1">
          ${gridHead(this.state)}
        </div></div>
        <div role="rowgroup" class="tbody" ${vars({ "--height": `${place.height}px` })}>
          <div class="window" role="presentation" ${vars({ "--top": `${at}px` })}>
            ${repeat(
              drawn,
              ({ index }) => index,
              ({ row, index }) => gridRow(row, contextOf(row, index)),
            )}
          </div>
        </div>
      </div>${rows.total > 0 ? nothing : empty(this.state, rows.known)}`;
  }

  override updated() {
    const { phase, image } = this.state;
    const scroller = this.#scroller;
    if (!scroller) return;
    this.#resize.observe(scroller);
    if (phase !== "explore" || !image) return;
    // Fewer rows than before: the browser has moved the scroller by itself.
    if (Math.abs(scroller.scrollTop - this.#scrollTop) > 1) this.#scroll();
    if (this.rows.known && this.active >= this.rows.total) this.active = Math.max(0, this.rows.total - 1);
    const { revealed } = this.state;
    if (revealed && revealed !== this.#revealed && revealed.index < this.rows.total && this.rows.fresh) {
      this.#revealed = revealed;
      this.#scrollTo(revealed.index);
    }
    this.#keepFocus(scroller);
    this.dispatchEvent(new CustomEvent("summary", { detail: this.rows.page }));
  }

  /** The focused row may have been scrolled out of the page: then the grid itself holds its place. */
  #keepFocus(scroller: HTMLElement) {
    const inside = scroller.contains(document.activeElement);
    const row = scroller.querySelector(`[data-index="${this.active}"]`) as HTMLElement | null;
    const had = inside || this.#focus || this.#lost;
    if (!had) return;
    // Rows come later than what is revealed among them.
    if (this.#focus === "land" && this.#revealed !== this.state.revealed) return;
    if (row && (this.#focus || this.#lost)) row.focus({ preventScroll: true });
    else if (!inside && !row) scroller.focus({ preventScroll: true });
    if (row && this.#focus) {
      const at = this.#focus === "choose" ? this.rows.at(this.active) : null;
      this.#focus = null;
      if (at) select(at.node, null, false);
    }
    this.#lost = false;
  }

  /** The browser took the focus away because the focused row left the page. */
  #lost = false;

  override performUpdate() {
    const scroller = this.#scroller;
    const before = scroller?.contains(document.activeElement) ?? false;
    super.performUpdate();
    if (before && scroller && !scroller.contains(document.activeElement)) {
      this.#lost = true;
      this.#keepFocus(scroller);
    }
  }
}
customElements.define("ls-grid", Grid);
