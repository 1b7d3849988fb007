// The button that opens further archives beside the open one.

import { html, nothing } from "lit";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { addArchives } from "./images.state.ts";

function picked(event: Event) {
  const input = event.target as HTMLInputElement;
  addArchives([...(input.files ?? [])]);
  input.value = "";
}

/** @param name for those who can't see where it stands: there may be two */
export const addButton = (name = false) =>
  html`<label class="im-add" title=${t("images.add.title")}><input type="file" multiple class="sr" aria-label=${name ? t("images.add.title") : nothing} @change=${picked}><span>${icons.plus}${t("images.add")}</span></label>`;
