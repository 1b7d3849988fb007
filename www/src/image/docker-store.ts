// The choice between Docker's two image stores, and why their figures differ.

import { html, nothing } from "lit";
import type { Store as DockerStore, ImageInfo } from "../../pkg/layerscope.js";
import { store } from "../app/store.ts";
import { t } from "../ui/i18n.ts";

const STORES: DockerStore[] = ["graph", "containerd"];

/** A sentence when the store does not load the archive, or its id is unknown. */
function warning({ stores }: ImageInfo, chosen: DockerStore) {
  if (!(chosen === "graph" ? stores.graphLoads : stores.containerdLoads)) return t(`store.${chosen}.unloaded`);
  return chosen === "containerd" && stores.target === null ? t("store.containerd.unknown") : "";
}

/** @param chosen the store whose figures are shown */
export function dockerStoreChoice(image: ImageInfo, chosen: DockerStore) {
  const { own, byClassic } = image.stores;
  const why = byClassic ? "wrote" : "today";
  const change = (event: Event) => store.set({ dockerStore: (event.target as HTMLInputElement).value as DockerStore });
  const odd = warning(image, chosen);
  return html`<div class="doc-head"><h3>${t("store.title")}</h3><div class="seg" role="radiogroup" aria-label=${t("store.title")} @change=${change}>${STORES.map(
    (one) =>
      html`<label><input type="radio" name="docker-store" value=${one} .checked=${one === chosen}><span>${t(`store.${one}`)}</span></label>`,
  )}</div><span class="mute">${t("store.as")}</span></div>
  <p class="aside">${t(`store.${chosen}.text`)} ${own === chosen && (byClassic || own === "containerd") ? t(`store.${why}`) : nothing}</p>
  ${odd ? html`<p class="aside">${odd}</p>` : nothing}`;
}
