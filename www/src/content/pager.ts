// Turning pages: to the first, back, on, to the last, to any byte; and which part of the whole is seen.

import { html, nothing } from "lit";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import type { Pages } from "./pages.ts";

/** "4096", "0x1000", "1,000": a byte, or null. */
export function position(text: string) {
  const plain = text.replace(/[\s,_.]/g, "");
  return /^(0x[0-9a-f]+|\d+)$/i.test(plain) ? Number(plain) : null;
}

export function pager(pages: Pages) {
  const { page } = pages;
  if (!page) return html`<div class="pager"></div>`;
  const { start, end, lines, number: first } = page;
  const all = start === 0 && end >= page.size;
  const seen = lines && first !== null && lines.length > 0;
  const turn = (name: string, icon: unknown, able: boolean, go: () => void) =>
    html`<button type="button" class="quiet icon-only" aria-label=${name} title=${name} ?disabled=${!able} @click=${go}>${icon}</button>`;
  const jump = (event: Event) => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLElement).querySelector("input") as HTMLInputElement;
    const at = position(input.value);
    input.setCustomValidity(at === null ? t("content.goTo.bad") : "");
    if (at === null) input.reportValidity();
    else pages.to(at);
  };
  return html`<div class="pager">
    ${
      all
        ? nothing
        : html`<div class="turns" role="group" aria-label=${t("content.pages")}>
      ${turn(t("content.first"), icons.first, pages.hasPrevious, () => pages.first())}
      ${turn(t("content.previous"), icons.previous, pages.hasPrevious, () => pages.previous())}
      ${turn(t("content.next"), icons.next, pages.hasNext, () => pages.next())}
      ${turn(t("content.last"), icons.last, pages.hasNext, () => pages.last())}
    </div>`
    }
    <span class="range mute" role="status" title=${bytes(page.size)}>${seen ? t("content.lines", { from: number(first), to: number(first + lines.length - 1) }) : nothing}
      ${all ? bytes(page.size) : t("content.range", { from: number(start), to: number(Math.max(start, end - 1)), size: size(page.size) })}</span>
    ${
      all
        ? nothing
        : html`<form class="jump" @submit=${jump} novalidate><label>${t("content.goTo")} <input type="text" inputmode="numeric" autocomplete="off" spellcheck="false" size="10"
      placeholder="0x1000" @input=${(e: Event) => (e.target as HTMLInputElement).setCustomValidity("")}></label></form>`
    }
  </div>`;
}
