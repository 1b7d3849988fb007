// What the files are shown as: a choice in their bar.

import { html } from "lit";
import { setShape } from "../app/actions.ts";
import type { Shape } from "../app/store.ts";
import { t } from "../ui/i18n.ts";

const SHAPES = ["tree", "list", "diagram", "treemap"] as const;

export function shapes(shape: Shape) {
  const choose = (event: Event) => setShape((event.target as HTMLInputElement).value as Shape);
  return html`<div class="seg" role="radiogroup" aria-label=${t("shape.label")} @change=${choose}>
    ${SHAPES.map((value) => html`<label title=${t(`shape.${value}.title`)}><input type="radio" name="shape" value=${value} .checked=${value === shape}><span>${t(`shape.${value}`)}</span></label>`)}
  </div>`;
}
