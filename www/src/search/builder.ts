// The query as a form, for those who don't type it: each control reads its field from the text and writes it back.

import { html } from "lit";
import { live } from "lit/directives/live.js";
import { showHelp } from "../app/actions.ts";
import type { State } from "../app/store.ts";
import { t, textOf } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { bounds, fieldOf, range, withField } from "./query.ts";
import { setQuery } from "./search.state.ts";

/** The fields with a few possible values, in the order of the form. */
const CHOICES = {
  kind: ["file", "dir", "symlink", "hardlink", "char", "block", "fifo"],
  mode: ["setuid", "setgid", "sticky", "world-writable", "executable"],
  change: ["added", "content", "attributes", "removed", "replaced", "hidden", "unchanged"],
  reason: ["content", "size", "mtime", "mode", "owner", "xattrs", "target", "device", "type"],
  is: ["dead", "gone"],
} as const;
const DAY = /^\d{4}-\d\d-\d\d$/;

const word = (key: string, otherwise: string, values?: object) => textOf(key, values) ?? otherwise;

class Builder extends View {
  override uses(s: Readonly<State>) {
    return [s.query, s.builder, s.height, s.image?.layers.length];
  }

  #write(field: string) {
    return (event: Event) =>
      setQuery(withField(this.state.query, field, (event.currentTarget as HTMLInputElement | HTMLSelectElement).value));
  }

  #select(field: string, options: { value: string; label: string }[]) {
    const value = fieldOf(this.state.query, field);
    // Several values, or octal digits: what was typed is a choice, too.
    const typed = value && !options.some((option) => option.value === value) ? [{ value, label: value }] : [];
    return html`<label><span>${word(`filter.${field}`, field, { n: this.state.height + 1 })}</span>
      <select @change=${this.#write(field)} .value=${live(value)}>
        <option value="">${t("filter.any")}</option>
        ${[...options, ...typed].map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`)}
      </select></label>`;
  }

  #choice(field: keyof typeof CHOICES) {
    return this.#select(
      field,
      CHOICES[field].map((value) => ({ value, label: word(`filter.${field}.${value}`, value) })),
    );
  }

  #layer(field: "layer" | "touched") {
    const layers = this.state.image?.layers ?? [];
    return this.#select(
      field,
      layers.map((layer) => ({
        value: String(layer.index + 1),
        label: `${layer.index + 1} ${layer.instruction.slice(0, 40)}`,
      })),
    );
  }

  /** From … to. */
  #range(field: "size" | "time", type: "text" | "date") {
    const ends = bounds(fieldOf(this.state.query, field));
    const input = (end: "from" | "to") => {
      const value = type === "date" && !DAY.test(ends[end]) ? "" : ends[end];
      const write = (event: Event) => {
        const now = bounds(fieldOf(this.state.query, field));
        const text = (event.target as HTMLInputElement).value.trim();
        setQuery(withField(this.state.query, field, range({ ...now, [end]: text })));
      };
      return html`<input type=${type} aria-label=${t(`filter.${field}.${end}`)} placeholder=${field === "size" ? t(`filter.${field}.${end}.hint`) : ""}
        size="6" spellcheck="false" autocomplete="off" .value=${live(value)} @change=${write}>`;
    };
    return html`<div class=${`range ${field}`} role="group" aria-label=${t(`filter.${field}`)}><span aria-hidden="true">${t(`filter.${field}`)}</span>
      <div>${input("from")}<i aria-hidden="true">–</i>${input("to")}</div></div>`;
  }

  override render() {
    const { query, image } = this.state;
    if (!image) return html``;
    const owner = fieldOf(query, "owner");
    return html`<div class="builder" role="group" aria-label=${t("search.filters.title")}>
      ${this.#range("size", "text")}
      ${this.#choice("kind")}
      <label><span>${t("filter.owner")}</span><input type="text" placeholder="1000:1000" spellcheck="false" autocomplete="off" .value=${live(owner)} @change=${this.#write("owner")}></label>
      ${this.#choice("mode")}
      ${this.#range("time", "date")}
      ${this.#layer("layer")}
      ${this.#layer("touched")}
      ${this.#choice("change")}
      ${this.#choice("reason")}
      ${this.#choice("is")}
      <p class="mute">${t("filter.more")} <button type="button" class="link" @click=${() => showHelp(true)}>${t("filter.help")}</button></p>
    </div>`;
  }
}
customElements.define("ls-builder", Builder);
