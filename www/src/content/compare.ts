// Two versions of a path, line by line: what the newer one has instead of what the older one had.

import { html, nothing } from "lit";
import type { ProblemInfo, TextComparison, VersionInfo } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { pressed } from "../app/keys.ts";
import { Query } from "../app/query.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";
import type { Line } from "./diff-lines.ts";
import { beside, besideRow, unifiedRow } from "./diff-lines.ts";
import { reasonWord } from "./life.ts";

/** Lines that are drawn before the person asks for more. */
const MOST = 1500;

class Compare extends View {
  static override properties = {
    node: { type: Number },
    older: { attribute: false },
    newer: { attribute: false },
    side: { state: true },
    shown: { state: true },
  };
  declare node: number;
  declare side: boolean;
  declare shown: number;
  declare older: VersionInfo | null;
  declare newer: VersionInfo | null;

  #ask = new Query<{ key: string; found: TextComparison | ProblemInfo }>(this);
  #at = -1;

  constructor() {
    super();
    this.node = 0;
    this.side = false;
    this.shown = MOST;
    this.older = null;
    this.newer = null;
  }

  /** The differences of the headers in words, when the bytes are the same. */
  #attributes() {
    const { older, newer } = this;
    if (!older || !newer) return "";
    const reasons = [];
    if (older.octal !== newer.octal) reasons.push("mode");
    if (older.owner !== newer.owner) reasons.push("owner");
    if (older.mtime !== newer.mtime || older.mtimeNanos !== newer.mtimeNanos) reasons.push("mtime");
    if (JSON.stringify(older.xattrs) !== JSON.stringify(newer.xattrs)) reasons.push("xattrs");
    const what = reasons.map(reasonWord).join(t("list.and"));
    return what ? t("compare.same.only", { what, one: reasons.length === 1 }) : t("compare.same.all");
  }

  #go(step: number) {
    const hunks = [...this.querySelectorAll("tbody")];
    if (hunks.length === 0) return;
    this.#at = Math.max(0, Math.min(hunks.length - 1, this.#at + step));
    const hunk = hunks[this.#at];
    hunk?.scrollIntoView({ block: "start" });
    (hunk?.querySelector("th") as HTMLElement | null)?.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent) {
    const key = pressed(event);
    if (key !== "n" && key !== "p") return;
    this.#go(key === "n" ? 1 : -1);
    event.preventDefault();
  }

  override render() {
    const { node, older, newer } = this;
    if (!older || !newer) return html``;
    const key = [this.state.fileName, this.state.image?.id, node, older.layer, newer.layer].join(" ");
    const answer = this.#ask.want(key, () =>
      engine.compare(node, older.layer, newer.layer).then(
        (found) => ({ key, found }),
        (found) => {
          if (found.kind === "cancelled") throw found;
          return { key, found };
        },
      ),
    );
    if (answer?.key !== key) return html`<p class="nil mute">${t("compare.running")}</p>`;
    const { found } = answer;
    if ("kind" in found) return html`<p class="nil gone-line">${t("compare.failed")} ${wording(found)}</p>`;
    if (found.same)
      return html`<div class="nil"><strong>${t("compare.same")}</strong><p>${this.#attributes()}</p></div>`;
    if (found.note || found.hunks.length === 0) return this.#summary(older, newer, found.note);
    return this.#lines(found);
  }

  #summary(older: VersionInfo, newer: VersionInfo, note: string | null) {
    const sizes = older.size === newer.size ? size(newer.size) : `${size(older.size)} → ${size(newer.size)}`;
    return html`<div class="nil"><strong>${t("compare.differ")}</strong>
      <p>${t(note === "too-large" ? "compare.tooLarge" : note === "binary" ? "compare.binary" : "compare.nothing")}</p>
      <p class="mute" title=${`${bytes(older.size)} → ${bytes(newer.size)}`}>${sizes}</p></div>`;
  }

  #lines({ hunks }: TextComparison) {
    const { older, newer, side } = this;
    const n = (version: VersionInfo | null) => (version?.layer ?? 0) + 1;
    const count = (kind: Line["kind"]) =>
      hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.kind === kind).length, 0);
    let left = this.shown;
    const choose = (e: Event) => (this.side = (e.target as HTMLInputElement).value === "side");
    const drawn = hunks.flatMap((hunk) => {
      const lines = hunk.lines.slice(0, Math.max(0, left));
      left -= hunk.lines.length;
      return lines.length > 0 ? [{ ...hunk, lines }] : [];
    });
    return html`<div class="content-head">
        <div class="seg" role="radiogroup" aria-label=${t("content.as")} @change=${choose}>${["unified", "side"].map(
          (value) =>
            html`<label><input type="radio" name="compare-as" value=${value} .checked=${(value === "side") === side}><span>${t(value === "side" ? "compare.side" : "compare.unified")}</span></label>`,
        )}</div>
        <span class="kind mute" role="status"><b class="A">+${number(count("new"))}</b> <b class="D">−${number(count("old"))}</b> <span class="sr">${t("compare.counts", { added: number(count("new")), removed: number(count("old")) })}</span></span>
        ${this.#turn("compare.previous", -1)}${this.#turn("compare.next", 1)}
      </div>
      <div class="content-body diff" @keydown=${this.#key}>
      <table class=${side ? "beside" : "unified"}><caption class="sr">${t("compare.caption", { older: n(older), newer: n(newer) })}</caption>
      <colgroup>${(side ? ["no", "", "no", ""] : ["no", "no", ""]).map((name) => html`<col class=${name}>`)}</colgroup>
      <thead><tr>${
        side
          ? html`<th colspan="2" scope="col">${t("stack.layer", { n: n(older) })}</th><th colspan="2" scope="col">${t("stack.layer", { n: n(newer) })}</th>`
          : html`<th scope="col"><span class="sr">${t("stack.layer", { n: n(older) })}</span></th><th scope="col"><span class="sr">${t("stack.layer", { n: n(newer) })}</span></th><th scope="col"><span class="sr">${t("compare.line")}</span></th>`
      }</tr></thead>
      ${drawn.map(
        (
          { oldStart, newStart, lines },
          i,
        ) => html`<tbody><tr class="hunk"><th colspan=${side ? 4 : 3} scope="rowgroup" tabindex="-1">${t("compare.hunk", { i: number(i + 1), of: number(hunks.length), old: number(oldStart), new: number(newStart) })}</th></tr>
          ${side ? beside(lines).map(besideRow) : lines.map(unifiedRow)}</tbody>`,
      )}</table>
      ${left < 0 ? html`<p class="nil"><button type="button" @click=${() => (this.shown += MOST)}>${t("action.more", { n: number(-left) })}</button></p>` : nothing}</div>`;
  }

  #turn(name: "compare.previous" | "compare.next", step: number) {
    return html`<button type="button" class="quiet icon-only" aria-label=${t(name)} title=${`${t(name)} (${step > 0 ? "n" : "p"})`} @click=${() => this.#go(step)}>${step > 0 ? icons.down : icons.up}</button>`;
  }
}
customElements.define("ls-compare", Compare);
