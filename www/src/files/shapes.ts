// What the files are shown as: a choice in their bar.

import { html } from "lit";
import { setShape } from "../state/diagram.js";
import { t } from "../text/i18n.js";

/** @import { Shape } from "../state/store.js" */

const SHAPES = /** @type {const} */ (["tree", "list", "diagram", "treemap"]);

/** @param {Shape} shape */
export function shapes(shape) {
  const choose = (/** @type {Event} */ event) =>
    setShape(/** @type {Shape} */ (/** @type {HTMLInputElement} */ (event.target).value));
  return html`<div class="seg" role="radiogroup" aria-label=${t("shape.label")} @change=${choose}>
    ${SHAPES.map((value) => html`<label title=${t(`shape.${value}.title`)}><input type="radio" name="shape" value=${value} .checked=${value === shape}><span>${t(`shape.${value}`)}</span></label>`)}
  </div>`;
}
