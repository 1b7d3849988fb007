// The files that a frontend read, their lines numbered, those of the chosen step marked.

import { html, nothing } from "lit";
import type { BuildRecord, BuildStep, Lines } from "../../pkg/layerscope.js";
import { copyButton } from "../app/copy.ts";
import { t } from "../ui/i18n.ts";
import { chooseStep } from "./build.state.ts";

/** More lines would be slow to draw. */
const MOST_LINES = 5000;

const within = (lines: Lines[], source: number, line: number) =>
  lines.some((one) => one.source === source && one.first <= line && line <= one.last);

/** The first step that a line belongs to. */
const stepOf = (steps: BuildStep[], source: number, line: number) =>
  steps.findIndex(({ lines }) => within(lines, source, line));

/** All sources that the record holds; a sentence where it holds none. */
export function sources(record: BuildRecord, chosen: number | null) {
  if (record.sources.length === 0) return html`<p class="mute">${t("build.source.none")}</p>`;
  const marked = [...(record.steps[chosen ?? -1]?.lines ?? [])];
  const failed = record.error?.lines ?? [];
  return record.sources.map(({ name, text }, source) => {
    const lines = text.replace(/\n$/, "").split("\n").slice(0, MOST_LINES);
    const line = (words: string, i: number) => {
      const here = within(marked, source, i + 1);
      const bad = within(failed, source, i + 1);
      const step = stepOf(record.steps, source, i + 1);
      const number =
        step < 0
          ? html`<span class="num">${i + 1}</span>`
          : html`<button type="button" class="link num" title=${t("build.source.step", { n: step + 1 })} aria-label=${t("build.source.line", { line: i + 1, n: step + 1 })} @click=${() => chooseStep(step)}>${i + 1}</button>`;
      return html`<li class=${`${here ? "here" : ""}${bad ? " bad" : ""}`} aria-current=${here ? "true" : nothing}>${number}<code>${words || " "}</code></li>`;
    };
    return html`<h4><span class="mono">${name}</span>${copyButton(text, name)}</h4>
      <ol class="bd-source" tabindex="0" role="list" aria-label=${name}>${lines.map(line)}</ol>`;
  });
}
