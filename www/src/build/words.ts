// Words and signs for a step's state, its times and its places in a source.

import { html } from "lit";
import type { BuildRecord, BuildStep, Lines } from "../../pkg/layerscope.js";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";

/** A sign with its own shape for each state; its word stands beside it or in its title. */
export const stateSign = ({ state }: BuildStep) => {
  const shape = {
    done: icons.check,
    cached: "C",
    failed: icons.cross,
    canceled: "–",
    unfinished: "…",
    waiting: "·",
  }[state];
  return html`<span class=${`bd-sign ${state}`} title=${t(`build.state.${state}`)}><span aria-hidden="true">${shape}</span><span class="sr">${t(`build.state.${state}`)}</span></span>`;
};

/** Microseconds as seconds, with as many digits as tell something. */
export function seconds(micros: number) {
  const value = micros / 1e6;
  const digits = value < 10 ? (value < 0.1 ? 3 : 2) : 1;
  return t("build.seconds", { n: number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }) });
}

/** "Dockerfile:3–5". */
export function place(record: BuildRecord, { source, first, last }: Lines) {
  const name = record.sources[source]?.name ?? "";
  return `${name}:${first}${last > first ? `–${last}` : ""}`;
}

export const places = (record: BuildRecord, lines: Lines[]) => lines.map((line) => place(record, line)).join(", ");

/** The name on one line. */
export const oneLine = (name: string) => name.replaceAll(/\s+/g, " ");
