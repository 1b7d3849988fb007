// The chart of a squash: how many layers are merged across; bytes to store, and to pull for an update of the top, upwards.

import { html, nothing, svg } from "lit";
import type { WhatIf } from "../../pkg/layerscope.js";
import { number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";

const HEIGHT = 236;
/** Room for the axis' words, and for the lines' names at their right end. */
const EDGE = { left: 62, right: 142, top: 14, bottom: 40 };
/** From the broad to the dashed, as they are drawn: where two are equal both are seen. What is not lost by any way to merge is no line. */
const LINES = ["unshared", "size", "pull"] as const;
/** A piece of the line before its name. */
const SAMPLE = 18;
/** Names of lines keep apart. */
const APART = 15;

/** A round number at or above a value: 1, 2 or 5 with zeros. */
function round(value: number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** @param look from: the choice that is marked, null = none of these */
export function chart({ now, from }: WhatIf, { room, from: chosen }: { room: number; from: number | null }) {
  // From nothing merged on the left to all on the right.
  const points = from.toReversed();
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return nothing;
  const width = Math.max(320, Math.min(760, room));
  const most = Math.max(1, ...points.map((point) => Math.max(point.size, point.pull, point.unshared)));
  const tick = round(most / 4);
  const top = Math.ceil(most / tick) * tick;
  const x = (merged: number) =>
    EDGE.left + ((merged - first.merged) / Math.max(1, last.merged - first.merged)) * (width - EDGE.left - EDGE.right);
  const y = (value: number) => HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  const lost = points.some(({ unshared }) => unshared > 0);
  const lines = LINES.filter((what) => what !== "unshared" || lost);
  const path = (what: "size" | "pull" | "unshared") =>
    points
      .map((point, i) => `${i === 0 ? "M" : "L"}${x(point.merged).toFixed(1)} ${y(point[what]).toFixed(1)}`)
      .join("");
  const names = apart(lines.map((what) => ({ what, at: y(last[what]) })));
  const marked = chosen === null ? undefined : from[chosen];
  const ticks = Array.from({ length: Math.round(top / tick) + 1 }, (_, i) => i * tick);
  const every = Math.ceil(points.length / 12);
  const label = t("images.chart.label", {
    layers: number(now.layers),
    before: size(now.size),
    after: size(last.size),
    pull: size(now.pull),
    pullAfter: size(last.pull),
  });
  return html`<svg class="wi" role="img" aria-label=${label} width=${width} height=${HEIGHT} viewBox=${`0 0 ${width} ${HEIGHT}`}>
    ${ticks.map((value) => svg`<path class="wi-grid" d=${`M${EDGE.left} ${y(value)}H${width - EDGE.right}`}/><text class="wi-axis end" x=${EDGE.left - 6} y=${y(value) + 4}>${size(value)}</text>`)}
    ${points.map((point, i) => ((points.length - 1 - i) % every === 0 ? svg`<text class="wi-axis mid" x=${x(point.merged)} y=${HEIGHT - EDGE.bottom + 16}>${number(point.merged)}</text>` : nothing))}
    <text class="wi-axis mid" x=${(EDGE.left + width - EDGE.right) / 2} y=${HEIGHT - 6}>${t("images.chart.across")}</text>
    ${marked ? svg`<path class="wi-mark" d=${`M${x(marked.merged)} ${EDGE.top}V${HEIGHT - EDGE.bottom}`}/>` : nothing}
    ${lines.map((what) => svg`<path class=${`wi-line ${what}`} d=${path(what)}/>${marked ? svg`<circle class=${`wi-dot ${what}`} cx=${x(marked.merged)} cy=${y(marked[what])} r="4"/>` : nothing}`)}
    ${names.map(({ what, at }) => svg`<path class=${`wi-line ${what}`} d=${`M${width - EDGE.right + 8} ${at}h${SAMPLE}`}/><text class=${`wi-name ${what}`} x=${width - EDGE.right + 13 + SAMPLE} y=${at + 4}>${t(`images.chart.${what}`)}</text>`)}
  </svg>`;
}

/** Moves names that would stand on each other. */
function apart<T extends { at: number }>(names: T[]): T[] {
  const sorted = names.toSorted((a, b) => a.at - b.at);
  let before = Number.NEGATIVE_INFINITY;
  const moved = sorted.map((name) => {
    before = Math.max(name.at, before + APART);
    return { ...name, at: before };
  });
  // Pushed below the floor: all move up by so much.
  const over = Math.max(0, before - (HEIGHT - EDGE.bottom));
  return moved.map((name) => ({ ...name, at: name.at - over }));
}
