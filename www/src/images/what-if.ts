// What merging layers of the shown image would save and cost: a chart over how many are merged, one choice in numbers, all in a table.

import { html, nothing } from "lit";
import type { WhatIf as Answer, Squash } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { bytes, number, percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { nameOf } from "./trunk-blocks.ts";
import { chart } from "./what-if-chart.ts";

/** Sharers that are named. */
const NAMED = 5;

class WhatIf extends View {
  static override properties = { from: { state: true }, run: { state: true }, room: { state: true } };
  /** The lowest layer that is merged with all above it; 0 = all are. */
  declare from: number;
  /** A run that was chosen instead. */
  declare run: number | null;
  declare room: number;
  #answer = new Query<Answer>(this);
  #image = -1;
  #resize = new ResizeObserver(([entry]) => {
    const room = Math.floor(entry?.contentRect.width ?? 0);
    if (room > 0) this.room = room;
  });

  constructor() {
    super();
    this.from = 0;
    this.run = null;
    this.room = 640;
  }

  override uses(s: Readonly<State>) {
    return [s.opened, s.image?.index, s.merged, s.tree];
  }

  override willUpdate() {
    const index = this.state.image?.index ?? -1;
    if (index === this.#image) return;
    this.#image = index;
    this.from = 0;
    this.run = null;
  }

  #choose(from: number) {
    this.from = from;
    this.run = null;
  }

  override render() {
    const { image, merged, opened, fileName } = this.state;
    if (!image || !opened) return html``;
    const name = nameOf(opened.images, image.index);
    const ask = html`<div class="im-ask"><h3>${t("images.ask.whatif", { name })}</h3></div>`;
    if (!merged) return html`${ask}<p class="mute">${t("images.whatif.wait")}</p>`;
    const key = [fileName, image.index, opened.images.length].join(" ");
    const answer = this.#answer.want(key, () => engine.ask("whatIf"));
    if (!answer) return html`${ask}${this.#answer.instead}`;
    if (answer.now.layers < 2) return html`${ask}<p class="mute">${t("images.whatif.one")}</p>`;
    const run = this.run === null ? undefined : answer.runs[this.run];
    const chosen = run ?? answer.from[this.from] ?? answer.all;
    return html`${ask}
      <p class="im-lead">${t("images.whatif.now", { layers: number(answer.now.layers), size: size(answer.now.size), dead: size(answer.now.dead), pull: size(answer.now.pull) })} ${this.#stable(answer)}</p>
      <div class="im-whatif">
        <div class="im-chart">${chart(answer, { room: this.room, from: run ? null : this.from })}</div>
        <div class="im-choice">${this.#stepper(answer)}${this.#outcome(chosen, answer)}</div>
      </div>
      ${this.#tables(answer)}`;
  }

  #stable({ stable, now }: Answer) {
    if (!stable) return nothing;
    const name = nameOf(this.state.opened?.images ?? [], stable.image);
    const { until } = stable;
    const same =
      until >= now.layers ? "images.stable.all" : until === now.layers - 1 ? "images.stable.top" : "images.stable";
    const key = until === 0 ? "images.stable.none" : same;
    return t(key, { name, n: until, above: until + 1 });
  }

  #stepper({ now }: Answer) {
    const top = now.layers - 1;
    const words =
      this.from === 0
        ? t("images.whatif.all")
        : this.from === top
          ? t("images.whatif.nothing")
          : t("images.whatif.from", { n: number(this.from + 1), to: number(now.layers) });
    const step = (by: number) => this.#choose(Math.max(0, Math.min(top, this.from + by)));
    // At an end a button does nothing and keeps the focus, which a disabled one would lose.
    const button = (name: "lower" | "higher", sign: string, by: number) =>
      html`<button type="button" class="icon-only" aria-label=${t(`images.whatif.${name}`)} title=${t(`images.whatif.${name}`)} aria-disabled=${this.from === (by < 0 ? 0 : top)} @click=${() => step(by)}>${sign}</button>`;
    return html`<div class="im-step"><label for="squash-from">${t("images.whatif.step")}</label>
      ${button("lower", "−", -1)}
      <input type="range" id="squash-from" min="1" max=${now.layers} step="1" .value=${String(this.from + 1)} aria-valuetext=${words}
        @input=${(e: Event) => this.#choose(Number((e.target as HTMLInputElement).value) - 1)}>
      ${button("higher", "+", 1)}</div>`;
  }

  #sharers({ sharers }: Squash) {
    const images = this.state.opened?.images ?? [];
    const named = sharers.slice(0, NAMED).map((image) => nameOf(images, image));
    const more = sharers.length - named.length;
    return [...named, ...(more > 0 ? [t("images.more", { n: number(more) })] : [])].join(t("list.and"));
  }

  #outcome(chosen: Squash, { now }: Answer) {
    const { merged, from, to, saved, size: after, unshared, pull, layers } = chosen;
    const fact = (what: string, much: unknown) => html`<div><dt>${what}</dt><dd>${much}</dd></div>`;
    return html`<div class="im-outcome" role="status"><strong>${merged < 2 ? t("images.whatif.nothing") : t("images.whatif.merge", { from: number(from + 1), to: number(to + 1), layers: number(layers) })}</strong>
      <dl class="im-facts">
        ${fact(t("images.whatif.saved"), html`<b title=${bytes(saved)}>${size(saved)}</b> <span class="mute">(${percent(saved, now.size)}) · ${t("images.whatif.after", { size: size(after) })}</span>`)}
        ${fact(t("images.whatif.unshared"), html`<b title=${bytes(unshared)}>${size(unshared)}</b>${unshared > 0 ? html` <span class="mute">${t("images.whatif.with", { names: this.#sharers(chosen) })}</span>` : nothing}`)}
        ${fact(t("images.whatif.pull"), html`<b title=${bytes(pull)}>${size(pull)}</b> <span class="mute">${t("images.whatif.instead", { size: size(now.pull) })}</span>`)}
      </dl></div>`;
  }

  #tables({ from, runs, now }: Answer) {
    const whole = ({ from, merged }: Squash) => from === 0 && merged === now.layers;
    const above = from.filter(({ merged }) => merged > 1);
    return html`<h3>${t("images.whatif.runs")}</h3>
      ${
        runs.length > 0
          ? this.#table(
              t("images.whatif.runs"),
              runs,
              whole,
              (squash) => this.run === runs.indexOf(squash),
              (squash) => (this.run = runs.indexOf(squash)),
            )
          : html`<p class="mute">${t("images.whatif.clean")}</p>`
      }
      <h3>${t("images.whatif.table")}</h3>
      ${this.#table(
        t("images.whatif.table"),
        above,
        whole,
        ({ from }) => this.run === null && this.from === from,
        ({ from }) => this.#choose(from),
      )}
      <p class="mute">${t("images.whatif.units")}</p>`;
  }

  /** @param whole all layers are merged */
  #table(
    title: string,
    rows: Squash[],
    whole: (squash: Squash) => boolean,
    chosen: (squash: Squash) => boolean,
    choose: (squash: Squash) => void,
  ) {
    // Where no image shares a layer, the column of names is left out.
    const shared = rows.some(({ sharers }) => sharers.length > 0);
    const head = (text: string, kind = "num") => html`<th scope="col" class=${kind}>${text}</th>`;
    const much = (value: number, kind = "num") => html`<td class=${kind} title=${bytes(value)}>${size(value)}</td>`;
    return html`<div class="im-wide" role="region" tabindex="0" aria-label=${title}><table class="im-squash"><caption class="sr">${title}</caption>
      <thead><tr>${head(t("images.whatif.merged"), "")}${head(t("stack.title"))}${head(t("images.whatif.saved"))}${head(t("images.whatif.size"))}${head(t("images.whatif.unshared"), "num lost")}${shared ? head(t("images.whatif.sharers"), "names") : nothing}${head(t("images.whatif.pull"), "num pull")}</tr></thead>
      <tbody>${rows.map(
        (squash) => html`<tr class=${chosen(squash) ? "here" : ""}>
        <td><button type="button" class="link" aria-pressed=${chosen(squash)} @click=${() => choose(squash)}>${whole(squash) ? t("images.whatif.all") : t("images.whatif.range", { from: number(squash.from + 1), to: number(squash.to + 1) })}</button></td>
        <td class="num">${number(squash.layers)}</td>${much(squash.saved)}${much(squash.size)}${much(squash.unshared, "num lost")}${shared ? html`<td class="names">${this.#sharers(squash)}</td>` : nothing}${much(squash.pull, "num pull")}</tr>`,
      )}</tbody></table></div>`;
  }

  override updated() {
    const box = this.querySelector(".im-chart");
    if (box) this.#resize.observe(box);
  }
}
customElements.define("ls-what-if", WhatIf);
