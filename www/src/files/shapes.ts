// The choice of the shape that the files are shown in.

import { html } from "lit";
import type { Shape } from "../app/feature.ts";
import { labelText } from "../app/label.ts";
import { registry } from "../app/registry.ts";
import { setShape } from "../app/shape.state.ts";
import { t } from "../ui/i18n.ts";

export function shapes(shape: Shape) {
  const choose = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    const chosen = registry.shapes.find(({ id }) => id === value);
    if (chosen) setShape(chosen.id);
  };
  return html`<div class="seg" role="radiogroup" aria-label=${t("shape.label")} @change=${choose}>
    ${registry.shapes.map(({ id, label, title }) => html`<label title=${labelText(title)}><input type="radio" name="shape" value=${id} .checked=${id === shape}><span>${labelText(label)}</span></label>`)}
  </div>`;
}
