// The doors to the waste tab in other views: the footer's sum, the image's sum, a layer's dead bytes.

import { html, nothing } from "lit";
import type { State } from "../app/store.ts";
import { bytes, percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { showWaste } from "./waste.state.ts";

/** In the footer; a root file system alone has no layers that could hide anything. */
export function deadSum({ image, opened }: Readonly<State>) {
  if (!image || image.dead === null || image.size === null || opened?.form === "rootfs") return nothing;
  const words = t("footer.dead", { dead: size(image.dead), size: size(image.size) });
  return html`<button type="button" class="link dead-sum" title=${`${bytes(image.dead)} / ${bytes(image.size)}`} @click=${() => showWaste()}><i class="hatch" aria-hidden="true"></i>${words} (${percent(image.dead, image.size)})</button>`;
}

/** The image's dead bytes. */
export const sumDoor = ({ image }: Readonly<State>) =>
  html`<button type="button" class="link to-waste" title=${bytes(image?.dead ?? 0)} @click=${() => showWaste()}>${size(image?.dead ?? 0)}</button>`;

/** What the chosen layer stores that a later one hides. */
export const layerDoor = ({ height }: Readonly<State>) =>
  html`<button type="button" class="link to-waste" @click=${() => showWaste(height)}>${t("waste.layers.show", { n: height + 1 })}</button>`;
