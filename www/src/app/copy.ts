// A button that copies, shows that it did, and has it said politely.

import { html } from "lit";
import { copy } from "../state/actions.js";
import { t } from "../text/i18n.js";
import { icons } from "./icons.js";

const SHOWN_MS = 1400;

/**
 * @param {string} text what is copied
 * @param {string} what its name, for those who can't see what stands beside it
 */
export function copyButton(text, what) {
  const click = async (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    event.stopPropagation();
    if (!(await copy(text))) return;
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), SHOWN_MS);
  };
  const label = t("action.copyThis", { what });
  return html`<button class="copy" type="button" aria-label=${label} title=${label} @click=${click}>${icons.copy}${icons.check}</button>`;
}

/** Text in full, broken where it must be, with its button. @param {string} text @param {string} what */
export const copyable = (text, what) =>
  html`<span class="copyable"><span class="mono">${text}</span>${copyButton(text, what)}</span>`;
