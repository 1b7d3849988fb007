// A container's upper directory entry by entry, as tar lists it: with whiteouts as files, as in a layer, or as devices, as on disk.

import { html, nothing } from "lit";
import type { UpperForm, UpperLine, UpperPage } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";

/** Entries of a page. */
const PAGE = 100;
const FORMS = ["layer", "overlay"] as const;

/** "2026-11-24 08:22:01.5", as tar says it with --full-time --utc. */
function time({ mtime, mtimeNanos }: UpperLine) {
  const date = new Date(mtime * 1000);
  if (Number.isNaN(date.getTime())) return String(mtime);
  const rest = mtimeNanos ? `.${String(mtimeNanos).padStart(9, "0").replace(/0+$/, "")}` : "";
  return date.toISOString().slice(0, 19).replace("T", " ") + rest;
}

/** The columns of `tar -tv`. */
function columns(lines: UpperLine[]) {
  const owner = (line: UpperLine) => line.owner.replace(":", "/");
  const count = (line: UpperLine) => line.device ?? String(line.size);
  const wide = Math.max(0, ...lines.map((line) => owner(line).length + 1 + count(line).length));
  return (line: UpperLine) =>
    `${line.mode} ${owner(line)} ${count(line).padStart(wide - owner(line).length - 1)} ${time(line)} `;
}

class Upper extends View {
  static override properties = { form: { state: true }, from: { state: true } };
  declare form: UpperForm;
  declare from: number;
  #ask = new Query<UpperPage>(this);
  #container = -1;

  constructor() {
    super();
    this.form = "layer";
    this.from = 0;
  }

  override uses(s: Readonly<State>) {
    return [s.image?.container?.id, s.edits];
  }

  override willUpdate() {
    const { id = -1 } = this.state.image?.container ?? {};
    const { total = Number.POSITIVE_INFINITY } = this.#ask.value ?? {};
    if (id !== this.#container) this.from = 0;
    // A step has taken the entries that were seen.
    else if (this.from >= total) this.from = Math.max(0, Math.ceil(total / PAGE) - 1) * PAGE;
    this.#container = id;
  }

  #line(line: UpperLine, start: (line: UpperLine) => string) {
    const { sign, path, target, kind, xattrs } = line;
    const to = target === null ? nothing : kind === "hardlink" ? ` link to ${target}` : ` -> ${target}`;
    const mark = sign === "entry" ? nothing : html` <b class="mark">${t(`upper.${sign}`)}</b>`;
    return html`<li class=${sign}>${start(line)}<span class="path">${path}</span>${to}${xattrs.map(({ name, value }) => html` <span class="xattr">${name}="${value}"</span>`)}${mark}</li>`;
  }

  #page(page: UpperPage) {
    const { total, from, lines } = page;
    if (total === 0) return html`<p class="mute">${t("upper.none")}</p>`;
    const start = columns(lines);
    const turn = (name: "previous" | "next", able: boolean, to: number) =>
      html`<button type="button" class="quiet icon-only" aria-label=${t(`content.${name}`)} title=${t(`content.${name}`)} ?disabled=${!able} @click=${() => (this.from = to)}>${icons[name]}</button>`;
    const range = { from: number(from + 1), to: number(from + lines.length), n: number(total), size: size(page.bytes) };
    return html`<ul class="upper-list mono" role="list" tabindex="0" aria-label=${t("upper.title")}>${lines.map((line) => this.#line(line, start))}</ul>
      <div class="pager">${
        total > PAGE
          ? html`<div class="turns" role="group" aria-label=${t("content.pages")}>${turn("previous", from > 0, Math.max(0, from - PAGE))}${turn("next", from + lines.length < total, from + PAGE)}</div>`
          : nothing
      }<span class="range mute" role="status" title=${bytes(page.bytes)}>${t("upper.range", range)}</span></div>`;
  }

  override render() {
    const { image, edits, fileName } = this.state;
    if (!image?.container) return html``;
    const { form, from } = this;
    const key = `${fileName} ${image.container.id} ${edits} ${form} ${from}`;
    const page = this.#ask.want(key, () => engine.ask("upperList", form, from, PAGE));
    const choose = (event: Event) => {
      this.form = (event.target as HTMLInputElement).value as UpperForm;
      this.from = 0;
    };
    return html`<div class="doc-head"><h3>${t("upper.title")}</h3></div>
      <div class="seg" role="radiogroup" aria-label=${t("upper.form")} @change=${choose}>${FORMS.map(
        (value) =>
          html`<label><input type="radio" name="upper-form" value=${value} .checked=${value === form}><span>${t(`upper.form.${value}`)}</span></label>`,
      )}</div>
      <p class="mute">${t(`upper.says.${form}`)}</p>
      ${page ? this.#page(page) : this.#ask.instead}`;
  }
}
customElements.define("ls-upper", Upper);
