// The layers that the open images share, and the download of a pull: the same drawing, its totals, and its tables.

import { html, nothing } from "lit";
import type { PullPlan, Sharing as Shared, SharedLayer } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { bytes, number, percent, short, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { companion } from "./companion.ts";
import { setPull } from "./images.state.ts";
import { pullPlan, pullTable } from "./pull-plan.ts";
import { nameOf, trunkDrawing } from "./trunk-blocks.ts";
import { twins } from "./trunks.ts";

class Sharing extends View {
  static override properties = { pull: { attribute: false }, room: { state: true }, table: { state: true } };
  declare pull: boolean;
  declare room: number;
  /** The table is open. */
  declare table: boolean;
  #sharing = new Query<Shared>(this);
  #plan = new Query<PullPlan>(this);
  #resize = new ResizeObserver(([entry]) => {
    const room = Math.floor(entry?.contentRect.width ?? 0);
    if (room > 0) this.room = room;
  });

  constructor() {
    super();
    this.pull = false;
    this.room = 900;
    this.table = false;
  }

  override uses(s: Readonly<State>) {
    return [s.opened, s.image?.index, s.merged, s.pull];
  }

  /** Chosen, or as a first guess: the machine has another image, and pulls the one that is shown. */
  get #choice() {
    const { pull, image, opened } = this.state;
    const want = image?.index ?? 0;
    const other = opened ? companion(opened, want) : null;
    return pull ?? { have: other === null ? [] : [other], want };
  }

  override render() {
    const { opened, image, merged, fileName } = this.state;
    if (!opened || !image) return html``;
    const which = [fileName, opened.images.length, image.index, merged].join(" ");
    const sharing = this.#sharing.want(which, () => engine.ask("sharing"));
    if (!sharing) return this.#sharing.instead;
    const choices = opened.images;
    const alone = choices.length < 2;
    const choice = this.#choice;
    const asked = `${which} ${choice.have}`;
    const ask = () => engine.images.pull(choice.have, choice.want);
    const plan = this.pull ? this.#plan.want(asked, ask, String(choice.want)) : null;
    const look = { choices, shown: image.index, plan, room: this.room };
    return html`
      <div class="im-ask"><h3>${t(this.pull ? "images.ask.pull" : "images.ask.sharing")}</h3>
        ${this.pull ? nothing : this.#totals(sharing)}</div>
      ${this.pull ? pullPlan(plan, { choices, choice, choose: setPull, instead: this.#plan.instead }) : nothing}
      <div class="im-scroll" role="region" tabindex="0" aria-label=${t("images.drawing")}>${trunkDrawing(sharing, look)}</div>
      <ul class="im-legend">
        <li>${alone ? nothing : t(sharing.layers.some(({ images }) => images.length > 1) ? "images.legend.wide" : "images.legend.none")} ${t("images.legend.heights")}</li>
        ${alone ? nothing : html`<li>${t("images.legend.colour", { name: nameOf(choices, image.index) })}</li>`}
        <li>${t("images.legend.sizes")}</li>
        ${sharing.layers.some(({ same }) => same.length > 0) ? html`<li><b>≡A</b> ${t("images.legend.twin")}</li>` : nothing}
      </ul>
      ${this.pull ? (plan ? pullTable(plan, choices) : nothing) : this.#table(sharing)}`;
  }

  #totals({ sum, once, content }: Shared) {
    const fact = (what: string, much: number, more = "") =>
      html`<div><dt>${what}</dt><dd><b title=${bytes(much)}>${size(much)}</b>${more ? html` <span class="mute">${more}</span>` : nothing}</dd></div>`;
    return html`<dl class="im-facts">
      ${fact(t("images.sum"), sum)}
      ${fact(t("images.once"), once)}
      ${fact(t("images.saved"), sum - once, percent(sum - once, sum))}
      ${content < once ? fact(t("images.content"), content) : nothing}
    </dl>`;
  }

  #table(sharing: Shared) {
    const { images = [] } = this.state.opened ?? {};
    const letters = twins(sharing.layers);
    const depth: number[] = [];
    for (const { id, parent } of sharing.layers) depth[id] = parent === null ? 1 : (depth[parent] ?? 0) + 1;
    const row = (layer: SharedLayer) => html`<tr><td class="num">${number(depth[layer.id] ?? 0)}</td>
      <td class="mono cmd">${layer.instruction || "—"}</td><td class="num" title=${layer.known ? bytes(layer.stored) : nothing}>${layer.known ? size(layer.stored) : t("images.unknown")}</td>
      <td class="mono id" title=${layer.diffId ?? ""}>${short(layer.diffId)}${letters.has(layer.diffId ?? "") ? html` <b>≡${letters.get(layer.diffId ?? "")}</b>` : nothing}</td>
      <td class="names">${layer.images.map((image) => nameOf(images, image)).join(t("list.and"))}</td></tr>`;
    return html`<details class="im-table" @toggle=${(e: Event) => (this.table = (e.target as HTMLDetailsElement).open)}><summary>${t("images.table")}</summary>
      ${
        this.table
          ? html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("images.table")}><table class="im-shared"><thead><tr><th scope="col" class="num">${t("details.layer")}</th><th scope="col" class="cmd">${t("layer.command")}</th><th scope="col" class="num">${t("layer.stored")}</th><th scope="col" class="id">diff_id</th><th scope="col" class="names">${t("images.images")}</th></tr></thead>
        <tbody>${sharing.layers.map(row)}</tbody></table></div>`
          : nothing
      }</details>`;
  }

  override updated() {
    const scroller = this.querySelector(".im-scroll");
    if (scroller) this.#resize.observe(scroller);
  }
}
customElements.define("ls-sharing", Sharing);
