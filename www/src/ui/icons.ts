// The few pictures of the page, drawn as strokes in the colour of the text.

import type { SVGTemplateResult } from "lit";
import { html, svg } from "lit";

const icon = (shape: SVGTemplateResult) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${shape}</svg>`;

/** A finding's severity as a sign with its own shape. */
export const sign = (severity: "error" | "warning" | "info") =>
  html`<span class=${`sign ${severity}`}>${icons[severity]}</span>`;

export const icons = {
  check: icon(svg`<path d="M3 8.5 6.5 12 13 4.5"/>`),
  cross: icon(svg`<path d="m4 4 8 8m0-8-8 8"/>`),
  copy: icon(svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 3.5v-1h-8v8h1"/>`),
  search: icon(svg`<circle cx="7" cy="7" r="4.3"/><path d="m10.2 10.2 3.6 3.6"/>`),
  command: icon(svg`<path d="m3.5 4.5 3.5 3.5-3.5 3.5M8.5 12H13"/>`),
  filter: icon(svg`<path d="M2.5 4h11M4.5 8h7m-5 4h3"/>`),
  first: icon(svg`<path d="M4 3.5v9M12 4 8 8l4 4"/>`),
  previous: icon(svg`<path d="m10 4-4 4 4 4"/>`),
  next: icon(svg`<path d="m6 4 4 4-4 4"/>`),
  last: icon(svg`<path d="M12 3.5v9M4 4l4 4-4 4"/>`),
  up: icon(svg`<path d="m4 10 4-4 4 4"/>`),
  down: icon(svg`<path d="m4 6 4 4 4-4"/>`),
  chevron: icon(svg`<path d="m6 4 4 4-4 4"/>`),
  expand: icon(svg`<path d="m4 3.5 4 3.5 4-3.5M4 9l4 3.5L12 9"/>`),
  collapse: icon(svg`<path d="M4 7l4-3.5L12 7M4 12.5 8 9l4 3.5"/>`),
  auto: icon(svg`<circle cx="8" cy="8" r="5.5"/><path class="fill" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>`),
  light: icon(
    svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1.2v1.6m0 10.4v1.6M1.2 8h1.6m10.4 0h1.6M3.2 3.2l1.1 1.1m7.4 7.4 1.1 1.1m0-9.6-1.1 1.1m-7.4 7.4-1.1 1.1"/>`,
  ),
  dark: icon(svg`<path d="M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z"/>`),
  warning: icon(svg`<path d="M8 2.2 14.4 13.5H1.6z"/><path d="M8 6.5v3.2m0 1.6v.4"/>`),
  error: icon(
    svg`<path class="fill" d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z"/><path class="on" d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6"/>`,
  ),
  info: icon(svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.4v3.8m0-6.6v.3"/>`),
  dots: icon(
    svg`<circle class="fill" cx="3.5" cy="8" r="1.2"/><circle class="fill" cx="8" cy="8" r="1.2"/><circle class="fill" cx="12.5" cy="8" r="1.2"/>`,
  ),
  undo: icon(svg`<path d="M5.5 3 2.5 6l3 3M3 6h6a4 4 0 0 1 0 8H6"/>`),
  redo: icon(svg`<path d="m10.5 3 3 3-3 3M13 6H7a4 4 0 0 0 0 8h3"/>`),
  plus: icon(svg`<path d="M8 3v10M3 8h10"/>`),
  lock: icon(svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1.2"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>`),
};
