// A button that copies, shows that it did, and has it said politely.

import { html } from "lit";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { copy } from "./actions.ts";

const SHOWN_MS = 1400;

/**
 * @param text what is copied
 * @param what its name, for those who can't see what stands beside it
 */
export function copyButton(text: string, what: string) {
  const click = async (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    event.stopPropagation();
    if (!(await copy(text))) return;
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), SHOWN_MS);
  };
  const label = t("action.copyThis", { what });
  return html`<button class="copy" type="button" aria-label=${label} title=${label} @click=${click}>${icons.copy}${icons.check}</button>`;
}

/** Text in full, broken where it must be, with its button. */
export const copyable = (text: string, what: string) =>
  html`<span class="copyable"><span class="mono">${text}</span>${copyButton(text, what)}</span>`;
