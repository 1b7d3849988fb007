// Where else in the image the same bytes stand: each a way there.

import { html, nothing } from "lit";
import type { PathHistory, VersionInfo } from "../../pkg/layerscope.js";
import { reveal } from "../app/actions.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";

export function copies({ copies: places, copiesCount }: PathHistory, version: VersionInfo | null) {
  if (!version || places.length === 0) return nothing;
  return html`<h3>${t("content.copies", { n: number(copiesCount) })}</h3>
    <ul class="largest">${places.map(
      ({ path, node, layer }) =>
        html`<li><button type="button" class="link mono" title=${path} @click=${() => reveal(node, layer)}>${path}</button><span class="mute">${t("problem.layer", { n: layer + 1 })}</span></li>`,
    )}</ul>
    ${copiesCount > places.length ? html`<p class="mute">${t("content.copies.more", { n: number(copiesCount - places.length) })}</p>` : nothing}`;
}
