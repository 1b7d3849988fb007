// Custom properties on an element. Lit's styleMap first writes a style attribute, which the page's policy forbids.

import { noChange } from "lit";
import type { ElementPart } from "lit/directive.js";
import { Directive, directive } from "lit/directive.js";

class Vars extends Directive {
  #before: Record<string, string | number> = {};

  render(_values: Record<string, string | number>) {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Record<string, string | number>]) {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values)) {
      if (this.#before[name] !== value) style.setProperty(name, String(value));
    }
    this.#before = values;
    return noChange;
  }
}

/** `<div ${vars({ "--share": 0.5 })}>`: always the same names for one element. */
export const vars = directive(Vars);
