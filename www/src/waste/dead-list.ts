// The dead files or directories, largest first, by the layer that stores and the layer that hides them; each leads to its path's life.

import { html, nothing } from "lit";
import type { Cause, WastePage, WasteQuery, WasteRow } from "../../pkg/layerscope.js";
import { reveal } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { causeWords } from "./cause-words.ts";
import { chooseDead } from "./waste.state.ts";

const PAGE = 50;
const BY = ["path", "directory"] as const;
const CAUSES = ["overwritten", "rewritten", "deleted", "opaque", "replaced"] as const;

class DeadList extends View {
  static override properties = { shown: { state: true } };
  declare shown: number;
  #ask = new Query<WastePage>(this);
  #of = "";

  constructor() {
    super();
    this.shown = PAGE;
  }

  override uses(s: Readonly<State>) {
    return [s.waste, s.dead];
  }

  override willUpdate() {
    const of = JSON.stringify([this.state.waste?.key, this.state.dead]);
    if (of !== this.#of) this.shown = PAGE;
    this.#of = of;
  }

  #select(label: string, value: string | null, options: [string, string][], choose: (value: string | null) => void) {
    const change = (event: Event) => choose((event.target as HTMLSelectElement).value || null);
    return html`<label><span class="mute">${label}</span><select @change=${change}>${options.map(
      ([of, words]) => html`<option value=${of} .selected=${of === (value ?? "")}>${words}</option>`,
    )}</select></label>`;
  }

  #choices({ by, layer, hiddenBy, cause }: WasteQuery) {
    const layers = this.state.waste?.sums.layers ?? [];
    const of = (what: "dead" | "hides") =>
      [
        ["", t("dead.any")],
        ...layers
          .filter((info) => info[what] > 0)
          .map((info) => [String(info.layer), t("stack.layer", { n: number(info.layer + 1) })]),
      ] as [string, string][];
    const number_ = (text: string | null) => (text === null ? null : Number(text));
    const text = (value: number | null) => (value === null ? null : String(value));
    const present = new Set(this.state.waste?.sums.causes.map((sum) => sum.cause));
    const causes = CAUSES.filter((one) => present.has(one));
    const chosen = (event: Event) => chooseDead({ by: (event.target as HTMLInputElement).value as WasteQuery["by"] });
    return html`<div class="seg" role="radiogroup" aria-label=${t("dead.by")} @change=${chosen}>${BY.map((value) => html`<label><input type="radio" name="dead-by" value=${value} .checked=${value === by}><span>${t(`dead.by.${value}`)}</span></label>`)}</div>
      <div class="dead-choices">
        ${this.#select(t("dead.layer"), text(layer), of("dead"), (value) => chooseDead({ layer: number_(value) }))}
        ${this.#select(t("dead.hiddenBy"), text(hiddenBy), of("hides"), (value) => chooseDead({ hiddenBy: number_(value) }))}
        ${this.#select(t("dead.cause"), cause, [["", t("dead.anyCause")], ...causes.map((one) => [one, t(`cause.${one}`)] as [string, string])], (value) => chooseDead({ cause: value as Cause | null }))}
      </div>`;
  }

  #row({ node, path, layer, hiddenBy, cause, why, bytes: sum, paths }: WasteRow, by: WasteQuery["by"]) {
    const words = {
      layer: number(layer + 1),
      by: number(hiddenBy + 1),
      cause: causeWords(cause, why),
      paths: number(paths),
    };
    return html`<li class=${`L${layer}`}><i class="chip" aria-hidden="true"></i><div><button type="button" class="link mono" title=${path} @click=${() => reveal(node, layer)}>${path}</button>
      <small class="mute">${t(by === "path" ? "dead.row" : "dead.row.directory", words)}</small></div><span class="num" title=${bytes(sum)}>${size(sum)}</span></li>`;
  }

  override render() {
    const { waste, dead: query } = this.state;
    if (!waste) return html``;
    const page = this.#ask.want(`${this.#of} ${this.shown}`, () => engine.ask("wasteRows", query, 0, this.shown));
    const left = page ? page.total - page.rows.length : 0;
    return html`<h3 tabindex="-1">${t("dead.title")}</h3>
      ${this.#choices(query)}
      ${
        page
          ? html`<p class="mute" role="status" title=${bytes(page.bytes)}>${page.total > 0 ? t("dead.sum", { n: t(query.by === "path" ? "waste.versions" : "dead.directories", { n: number(page.total) }), size: size(page.bytes) }) : t("dead.none")}</p>
        <ul class="dead-list">${page.rows.map((row) => this.#row(row, query.by))}</ul>`
          : this.#ask.problem
            ? this.#ask.instead
            : nothing
      }
      ${left > 0 ? html`<button type="button" class="small" @click=${() => (this.shown += PAGE)}>${t("action.more", { n: number(Math.min(PAGE, left)) })}</button>` : nothing}`;
  }
}
customElements.define("ls-dead-list", DeadList);
