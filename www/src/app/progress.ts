// One line about what is being read: how much of how much, how long it may take. Words for all, numbers for the eye.

import { html, nothing } from "lit";
import type { Progress } from "../core/tally.ts";
import { duration, number, percent, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { vars } from "../ui/vars.ts";

const WORDS = {
  listing: "opening.listing",
  indexing: "opening.indexing",
  scanning: "progress.scanning",
  verifying: "progress.verifying",
  saving: "save.running",
  comparing: "progress.comparing",
} as const;

/** The line itself, to be put into a role="status". Numbers change some times a second: those who listen hear every tenth part. */
export function progressLine(progress: Progress | null, secondsLeft: number | null) {
  if (!progress) return html`<span>${t("opening.preparing")}</span>`;
  const { phase, done, total } = progress;
  const tenth = total > 0 ? Math.floor((done / total) * 10) / 10 : 0;
  return html`<span class="what">${t(WORDS[phase], { n: number(done) })}</span>${total > 0 ? html`<span class="sr">${percent(tenth, 1)}</span>` : nothing}
    ${total > 0 ? html`<span class="much" aria-hidden="true">${t("progress.of", { done: size(done), total: size(total) })}</span>` : nothing}
    ${secondsLeft === null ? nothing : html`<span class="left" aria-hidden="true">${t("progress.left", { time: duration(secondsLeft) })}</span>`}`;
}

export function progressBar(progress: Progress | null) {
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  return html`<div class="bar-track" role="progressbar" aria-label=${t("progress.bar")} aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${Math.round(share * 100)}><i ${vars({ "--p": share.toFixed(4) })}></i></div>`;
}
