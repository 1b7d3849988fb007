// The query as a form, for those who don't type it: each control reads its field from the text and writes it back.

import { html } from "lit";
import { live } from "lit/directives/live.js";
import { showHelp } from "../state/actions.js";
import { bounds, fieldOf, range, withField } from "../state/query.js";
import { setQuery } from "../state/search.js";
import { has, t } from "../text/i18n.js";
import { View } from "./view.js";

/** @import { Key } from "../text/i18n.js" */
/** @import { State } from "../state/store.js" */

/** The fields with a few possible values, in the order of the form. */
const CHOICES = /** @type {const} */ ({
  kind: ["file", "dir", "symlink", "hardlink", "char", "block", "fifo"],
  mode: ["setuid", "setgid", "sticky", "world-writable", "executable"],
  change: ["added", "content", "attributes", "removed", "replaced", "hidden", "unchanged"],
  reason: ["content", "size", "mtime", "mode", "owner", "xattrs", "target", "device", "type"],
  is: ["dead", "gone"],
});
const DAY = /^\d{4}-\d\d-\d\d$/;

/** @param {string} key @param {string} otherwise @param {any} [params] */
const word = (key, otherwise, params) => (has(key) ? t(key, params) : otherwise);

class Builder extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.query, s.builder, s.height, s.image?.layers.length];
  }

  /** @param {string} field */
  #write(field) {
    return (/** @type {Event} */ event) =>
      setQuery(
        withField(
          this.state.query,
          field,
          /** @type {HTMLInputElement | HTMLSelectElement} */ (event.currentTarget).value,
        ),
      );
  }

  /** @param {string} field @param {{ value: string, label: string }[]} options */
  #select(field, options) {
    const value = fieldOf(this.state.query, field);
    // Several values, or octal digits: what was typed is a choice, too.
    const typed = value && !options.some((option) => option.value === value) ? [{ value, label: value }] : [];
    return html`<label><span>${word(`filter.${field}`, field, { n: this.state.height + 1 })}</span>
      <select @change=${this.#write(field)} .value=${live(value)}>
        <option value="">${t("filter.any")}</option>
        ${[...options, ...typed].map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`)}
      </select></label>`;
  }

  /** @param {keyof typeof CHOICES} field */
  #choice(field) {
    return this.#select(
      field,
      CHOICES[field].map((value) => ({ value, label: word(`filter.${field}.${value}`, value) })),
    );
  }

  /** @param {"layer" | "touched"} field */
  #layer(field) {
    const layers = this.state.image?.layers ?? [];
    return this.#select(
      field,
      layers.map((layer) => ({
        value: String(layer.index + 1),
        label: `${layer.index + 1} ${layer.instruction.slice(0, 40)}`,
      })),
    );
  }

  /** From … to. @param {"size" | "time"} field @param {"text" | "date"} type */
  #range(field, type) {
    const ends = bounds(fieldOf(this.state.query, field));
    const input = (/** @type {"from" | "to"} */ end) => {
      const value = type === "date" && !DAY.test(ends[end]) ? "" : ends[end];
      const write = (/** @type {Event} */ event) => {
        const now = bounds(fieldOf(this.state.query, field));
        const text = /** @type {HTMLInputElement} */ (event.target).value.trim();
        setQuery(withField(this.state.query, field, range({ ...now, [end]: text })));
      };
      return html`<input type=${type} aria-label=${t(/** @type {Key} */ (`filter.${field}.${end}`))} placeholder=${type === "text" ? t(/** @type {Key} */ (`filter.${field}.${end}.hint`)) : ""}
        size="6" spellcheck="false" autocomplete="off" .value=${live(value)} @change=${write}>`;
    };
    return html`<div class=${`range ${field}`} role="group" aria-label=${t(/** @type {Key} */ (`filter.${field}`))}><span aria-hidden="true">${t(/** @type {Key} */ (`filter.${field}`))}</span>
      <div>${input("from")}<i aria-hidden="true">–</i>${input("to")}</div></div>`;
  }

  render() {
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
