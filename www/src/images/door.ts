// The header's door to what several images have to do with each other; open, it leads back.

import { html, nothing } from "lit";
import type { State } from "../app/store.ts";
import { t } from "../ui/i18n.ts";
import { closeImages, showImages } from "./images.state.ts";

export function door({ phase, beside, opened }: Readonly<State>) {
  if (phase !== "explore" || !opened) return nothing;
  const toggle = () => (beside ? closeImages() : showImages());
  return html`<button type="button" id="images-door" aria-pressed=${beside !== null} title=${t("images.door.title")} @click=${toggle}>${t("images.door")}</button>`;
}
