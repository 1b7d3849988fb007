// The same content stored several times: how often, where, and whether it only moved.

import { html, nothing } from "lit";
import type { DuplicatesPage } from "../../pkg/layerscope.js";
import { reveal } from "../app/actions.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";

/** Places of a group that are listed. */
const MOST = 6;

/** A link saves nothing of the dead bytes. */
const saved = (sum: number, dead: number) =>
  dead === sum
    ? t("duplicates.all", { size: size(sum) })
    : t(dead > 0 ? "duplicates.part" : "advice.saves", { size: size(sum - dead), dead: size(dead) });

function group({ size: one, copies, bytes: sum, dead, blake3, places, moved }: DuplicatesPage["groups"][number]) {
  return html`<li><div class="dup-head" title=${`BLAKE3 ${blake3}`}><b>${t("duplicates.copies", { n: number(copies), size: size(one) })}</b>${moved ? html` <span class="mute">${t("duplicates.moved")}</span>` : nothing}<span class="num" title=${bytes(sum)}>${saved(sum, dead)}</span></div>
    <ul class="largest">${places
      .slice(0, MOST)
      .map(
        ({ node, path, layer, live }) =>
          html`<li class=${`L${layer}`}><i class="chip" aria-hidden="true"></i><button type="button" class="link mono" title=${path} @click=${() => reveal(node, layer)}>${path}</button><span class="num">${live ? nothing : html`<i class="hatch" aria-hidden="true"></i> <span class="sr">${t("duplicates.dead")}, </span>`}${t("stack.layer", { n: number(layer + 1) })}</span></li>`,
      )}</ul>${copies > Math.min(MOST, places.length) ? html`<p class="mute small">${t("duplicates.more", { n: number(copies - Math.min(MOST, places.length)) })}</p>` : nothing}</li>`;
}

export function duplicateList({ certain, total, bytes: sum, groups }: DuplicatesPage) {
  return html`<h3>${t("duplicates.title")}</h3>${
    total === 0
      ? html`<p class="mute">${t(certain ? "duplicates.none" : "duplicates.none.yet")}</p>`
      : html`<p class="mute" title=${bytes(sum)}>${t("duplicates.sum", { n: number(total), size: size(sum) })} ${total > groups.length ? t("duplicates.first", { n: number(groups.length) }) : nothing}</p>
        <ul class="dups">${groups.map(group)}</ul>`
  }`;
}
