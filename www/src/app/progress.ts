// One line about what is being read: how much of how much, how long it may take. Words for all, numbers for the eye.

import { html, nothing } from "lit";
import { duration, number, percent, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { vars } from "./vars.js";

/** @import { Progress } from "../engine/tally.js" */

const WORDS = /** @type {const} */ ({
  listing: "opening.listing",
  indexing: "opening.indexing",
  scanning: "progress.scanning",
  verifying: "progress.verifying",
  saving: "save.running",
  comparing: "progress.comparing",
});

/**
 * The line itself, to be put into a role="status". Numbers change ten times a second: those who listen hear every tenth part.
 * @param {Progress | null} progress
 * @param {number | null} secondsLeft
 */
export function progressLine(progress, secondsLeft) {
  if (!progress) return html`<span>${t("opening.preparing")}</span>`;
  const { phase, done, total } = progress;
  const tenth = total > 0 ? Math.floor((done / total) * 10) / 10 : 0;
  return html`<span class="what">${t(WORDS[phase], { n: number(done) })}</span>${total > 0 ? html`<span class="sr">${percent(tenth, 1)}</span>` : nothing}
    ${total > 0 ? html`<span class="much" aria-hidden="true">${t("progress.of", { done: size(done), total: size(total) })}</span>` : nothing}
    ${secondsLeft === null ? nothing : html`<span class="left" aria-hidden="true">${t("progress.left", { time: duration(secondsLeft) })}</span>`}`;
}

/** @param {Progress | null} progress */
export function progressBar(progress) {
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  return html`<div class="bar-track" role="progressbar" aria-label=${t("progress.bar")} aria-valuemin="0" aria-valuemax="100"
    aria-valuenow=${Math.round(share * 100)}><i ${vars({ "--p": share.toFixed(4) })}></i></div>`;
}
