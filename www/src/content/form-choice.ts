// The choice of how content is shown, and whether its lines are wrapped.

import { html, nothing } from "lit";
import { t } from "../ui/i18n.ts";
import type { Form } from "./description.ts";

/**
 * @param to takes what is chosen
 * @param forms that fit the content
 * @param form that is shown
 */
export function formChoice(to: { form: Form | null; wrap: boolean }, forms: Form[], form: Form) {
  const choose = (value: Form) => () => {
    to.form = value;
  };
  const wrap = (e: Event) => {
    to.wrap = (e.target as HTMLInputElement).checked;
  };
  return html`${
    forms.length > 1
      ? html`<div class="seg" role="radiogroup" aria-label=${t("content.as")}>
      ${forms.map((value) => html`<label><input type="radio" name="form" value=${value} .checked=${value === form} @change=${choose(value)}><span>${t(`content.as.${value}`)}</span></label>`)}</div>`
      : nothing
  }
    ${form === "text" || form === "json" ? html`<label class="check"><input type="checkbox" .checked=${to.wrap} @change=${wrap}>${t("content.wrap")}</label>` : nothing}`;
}
