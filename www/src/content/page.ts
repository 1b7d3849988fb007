// One page of a version's bytes: text by lines, or bytes as hexadecimal numbers and ASCII.

import { html, nothing } from "lit";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { readable } from "../ui/plain.ts";
import { place, wording } from "../ui/wording.ts";
import type { Page } from "./pages.ts";
import { ROW_BYTES } from "./pages.ts";

/** Characters of a line that are drawn before the person asks for all of them. */
const CUT = 2000;

/** How a page is drawn: `across` = bytes in a row; `whole` = bytes at which lines start that are drawn in full. */
export type Look = { label: string; wrap: boolean; across: number; whole: Set<number>; show: (at: number) => void };

export const pageBody = (page: Page, look: Look) =>
  html`${page.lines ? text(page, look) : hex(page, look)}${page.problem ? damage(page) : nothing}`;

function text({ lines, number: first, mark, end, bytes }: Page, { label, wrap, whole, show }: Look) {
  if (!lines || bytes.length === 0) return nothing;
  const last = first === null ? end : first + lines.length;
  return html`<pre class=${`lines ${wrap ? "wrap" : ""} w${String(last).length}`} tabindex="0" aria-label=${label}>${lines.map(
    ({ at, text }, i) => {
      const all = readable(text);
      const cut = all.length > CUT && !whole.has(at);
      const next = lines[i + 1]?.at ?? end;
      const here = mark !== null && mark >= at && mark < next;
      return html`<span class=${here ? "ln here" : "ln"} data-n=${first === null ? at : first + i}>${cut ? all.slice(0, CUT) : all}${
        cut
          ? html`<button type="button" class="link more" @click=${() => show(at)}>${t("content.more", { n: number(all.length - CUT) })}</button>`
          : nothing
      }
</span>`;
    },
  )}</pre>`;
}

const pair = (byte: number) => byte.toString(16).padStart(2, "0");
const ascii = (byte: number) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : ".");

function hex({ start, size, bytes, mark }: Page, { label, across }: Look) {
  const digits = Math.max(across === ROW_BYTES ? 8 : 6, size.toString(16).length);
  const rows = [];
  for (let i = 0; i < bytes.length; i += across) {
    const row = [...bytes.subarray(i, i + across)];
    const half = [row.slice(0, 8), row.slice(8)].map((part) => part.map(pair).join(" "));
    const columns = (across === ROW_BYTES ? half.join("  ") : (half[0] ?? "")).padEnd(
      across * 3 + (across > 8 ? 0 : -1),
    );
    const here = mark !== null && mark >= start + i && mark < start + i + across;
    rows.push(html`<span class=${here ? "hx here" : "hx"}><i>${(start + i).toString(16).padStart(digits, "0")}</i>  ${columns}  <b>${row.map(ascii).join("")}</b>
</span>`);
  }
  return rows.length > 0 ? html`<pre class="hex" tabindex="0" aria-label=${label}>${rows}</pre>` : nothing;
}

/** Why the bytes end before the file does, at the place where they end. */
function damage({ problem, end, size }: Page) {
  if (!problem) return nothing;
  return html`<div class="damage"><strong>${t("content.damaged", { n: number(end), of: number(size) })}</strong>
    <p>${wording(problem)} <span class="mute">${place({ ...problem, file: null, path: null })}</span></p></div>`;
}
