// Custom properties on an element. Lit's styleMap first writes a style attribute, which the page's policy forbids.

import { noChange } from "lit";
import { Directive, directive } from "lit/directive.js";

class Vars extends Directive {
  /** @type {Record<string, string | number>} */
  #before = {};

  /** @param {Record<string, string | number>} _values */
  render(_values) {
    return noChange;
  }

  /** @param {import("lit/directive.js").ElementPart} part @param {[Record<string, string | number>]} values */
  update(part, [values]) {
    const { style } = /** @type {HTMLElement} */ (part.element);
    for (const [name, value] of Object.entries(values)) {
      if (this.#before[name] !== value) style.setProperty(name, String(value));
    }
    this.#before = values;
    return noChange;
  }
}

/** `<div ${vars({ "--share": 0.5 })}>`: always the same names for one element. */
export const vars = directive(Vars);
