// The footer's door to the findings, under the sign of the gravest; heard once all is read.

import { html, nothing } from "lit";
import { showTab } from "../app/actions.ts";
import type { State } from "../app/store.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { sign } from "../ui/icons.ts";

export function findingsDoor({ findings, merged }: Readonly<State>) {
  const [gravest] = findings;
  const words = gravest ? t("finding.count", { n: number(findings.length) }) : "";
  return html`<div class="slot">${gravest ? html`<button type="button" class="small quiet to-findings" @click=${() => showTab("findings")}>${sign(gravest.severity)} ${words}</button>` : nothing}
      <span class="sr" aria-live="polite">${merged ? words : nothing}</span></div>`;
}
