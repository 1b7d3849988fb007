// The steps of a build as a list: which step waits for which, drawn beside it, and when each worked, drawn to scale.

import { html, nothing, svg } from "lit";
import type { BuildRecord, BuildStep } from "../../pkg/layerscope.js";
import { t } from "../ui/i18n.ts";
import { DOWN, stepTo } from "../ui/steps.ts";
import { vars } from "../ui/vars.ts";
import { chooseStep } from "./build.state.ts";
import { oneLine, seconds, stateSign } from "./words.ts";

/** Height of a row, and of the graph beside it. */
const ROW = 28;
/** Width of a level of the graph; many levels share a lesser width. */
const LEVEL = 13;
const GRAPH = 60;
/** More rows would be slow to draw. */
export const MOST_STEPS = 400;

/** A curve from each input down to its step. */
function graph(steps: BuildStep[], chosen: number | null) {
  const levels = 1 + Math.max(0, ...steps.map(({ level }) => level));
  const width = Math.min(LEVEL, GRAPH / levels);
  const at = (step: number) => ({ x: 7 + (steps[step]?.level ?? 0) * width, y: (step + 0.5) * ROW });
  const edges = steps.flatMap(({ inputs }, to) =>
    inputs.filter((from) => from < steps.length).map((from) => ({ from, to })),
  );
  const near = ({ from, to }: { from: number; to: number }) => from === chosen || to === chosen;
  const line = (edge: { from: number; to: number }) => {
    const [a, b] = [at(edge.from), at(edge.to)];
    const bend = (a.y + b.y) / 2;
    return svg`<path class=${near(edge) ? "near" : ""} d=${`M${a.x} ${a.y}C${a.x} ${bend} ${b.x} ${bend} ${b.x} ${b.y}`}/>`;
  };
  const dot = ({ state }: BuildStep, step: number) => {
    const { x, y } = at(step);
    return svg`<circle class=${`${state}${step === chosen ? " chosen" : ""}`} cx=${x} cy=${y} r="4"/>`;
  };
  const [w, h] = [14 + (levels - 1) * width, steps.length * ROW];
  return html`<svg class="bd-graph" aria-hidden="true" focusable="false" width=${w} height=${h} viewBox=${`0 0 ${w} ${h}`}>
    ${edges.filter((edge) => !near(edge)).map(line)}${edges.filter(near).map(line)}${steps.map(dot)}</svg>`;
}

/** Where a step lies between the first start and the last end, as shares. */
function scale(record: BuildRecord) {
  const starts = record.steps.flatMap(({ start }) => (start === null ? [] : [start]));
  const ends = record.steps.flatMap(({ end }) => (end === null ? [] : [end]));
  const first = Math.min(0, ...starts);
  const whole = Math.max(1, record.duration ?? 0, ...ends) - first;
  return ({ start, end }: BuildStep) => {
    if (start === null) return null;
    const from = (start - first) / whole;
    return { from, share: Math.max(0, (end ?? start) - start) / whole };
  };
}

/** Up and Down choose the step before and the next one, as in any list. */
function move(event: KeyboardEvent) {
  const rows = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
  const at = rows.indexOf(event.target as HTMLButtonElement);
  const to = stepTo(event.key, at, rows.length, DOWN);
  if (to === undefined) return;
  event.preventDefault();
  chooseStep(to);
  rows[to]?.focus();
}

/** @param all all of a very long list */
export function stepList(record: BuildRecord, chosen: number | null, all: boolean) {
  const steps = all ? record.steps : record.steps.slice(0, MOST_STEPS);
  const bar = scale(record);
  const row = (step: BuildStep, at: number) => {
    const shares = bar(step);
    const time = step.state === "cached" ? t("build.state.cached") : step.start === null ? "–" : seconds(step.spent);
    return html`<li class=${`bd-row ${step.state}${step.internal ? " internal" : ""}`}><button type="button" aria-current=${at === chosen ? "true" : nothing}
      tabindex=${at === (chosen ?? 0) ? 0 : -1} @click=${() => chooseStep(at)}>
      <span class="num">${at + 1}</span>${stateSign(step)}<span class="bd-name mono" title=${step.name}>${oneLine(step.name)}</span>
      ${step.warnings.length > 0 ? html`<span class="bd-warns" title=${t("build.warnings", { n: step.warnings.length })}><span aria-hidden="true">⚠</span><span class="sr">${t("build.warnings", { n: step.warnings.length })}</span></span>` : nothing}
      <span class="bd-track" aria-hidden="true">${shares ? html`<i ${vars({ "--from": shares.from, "--share": shares.share })}></i>` : nothing}</span>
      <span class="num bd-time">${time}</span></button></li>`;
  };
  return html`<div class="bd-list">${graph(steps, chosen)}<ol aria-label=${t("build.steps")} @keydown=${move}>${steps.map(row)}</ol></div>`;
}
