// One row of the treegrid.

import { html, nothing } from "lit";
import { editable, upperOf } from "../state/container.js";
import { store } from "../state/store.js";
import { bytes, clock, day, moment, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { icons } from "./icons.js";
import { stripCells, stripWords } from "./strip.js";
import { vars } from "./vars.js";

/** @import { State } from "../state/store.js" */
/** @import { Row } from "../pkg/layerscope.js" */

/** The letter that Docker's diff would print; null where the layer left the path itself alone. */
const LETTERS = /** @type {const} */ ({
  added: "A",
  content: "C",
  attributes: "C",
  replaced: "C",
  removed: "D",
  hidden: "D",
  unchanged: null,
  below: null,
});

/** @param {Row} row */
function goneWords(row) {
  if (row.goneBy === null) return t("files.gone");
  return row.goneBy === upperOf(store.state) ? t("container.goneBy") : t("files.goneBy", { n: row.goneBy + 1 });
}

/** The name, with what was found in it. @param {Row} row */
function marked({ name, marks }) {
  const parts = [];
  let at = 0;
  for (const [from, length] of marks) {
    parts.push(name.slice(at, from), html`<mark>${name.slice(from, from + length)}</mark>`);
    at = from + length;
  }
  return [...parts, name.slice(at)];
}

/** @param {Row} row @param {{ just: boolean, changes: boolean }} at */
function name(row, { just, changes }) {
  const letter = row.change ? LETTERS[row.change] : null;
  return html`<div role="gridcell" aria-colindex="1" class="name" ${vars({ "--depth": row.depth })}>
    <span class=${`letter ${letter ?? ""}`} title=${letter ? t(`letter.${letter}`) : ""}>${letter ?? ""}</span>
    <span class=${row.expandable ? (row.expanded ? "twisty open" : "twisty") : "twisty none"}>${row.expandable ? icons.chevron : nothing}</span>
    <span class=${`text${row.gone ? " gone" : ""}${row.gone && just ? " just" : ""}`} title=${row.gone ? `${row.name}: ${goneWords(row)}` : row.name}>${marked(row)}${row.target === null ? nothing : html`<span class="target"> → ${row.target}</span>`}</span>${row.folder === null ? nothing : html`<span class="folder" title=${row.folder}><span class="sr">${t("search.folder", { folder: "" })}</span>${row.folder}</span>`}
    ${row.gone ? html`<span class="sr">, ${goneWords(row)}</span>` : nothing}
    ${changes ? html`<button type="button" class="quiet change" tabindex="-1" aria-haspopup="menu" aria-label=${t("container.menu.open", { name: row.name })} title=${t("container.menu.open", { name: row.name })}>${icons.dots}</button>` : nothing}
  </div>`;
}

/**
 * @param {Row} row
 * @param {{ index: number, active: boolean, selected: boolean, just: boolean, changes: boolean }} at
 *   just: a step has just changed it; changes: it can be changed
 */
export function gridRow(row, { index, active, selected, just, changes }) {
  return html`<div role="row" class=${`r${selected ? " pick" : ""}${row.match ? "" : " lead"}`} data-index=${index} data-kind=${row.kind} tabindex=${active ? 0 : -1}
    aria-rowindex=${index + 2} aria-level=${row.depth + 1} aria-posinset=${row.posInSet} aria-setsize=${row.setSize}
    aria-expanded=${row.expandable ? String(row.expanded) : nothing} aria-selected=${selected}>
    ${name(row, { just, changes })}
    <div role="gridcell" aria-colindex="2" class="num" title=${bytes(row.size)}>${size(row.size)}</div>
    <div role="gridcell" aria-colindex="3" class="mono mode">${row.mode}</div>
    <div role="gridcell" aria-colindex="4" class="mono owner" title=${row.owner}>${row.owner}</div>
    <div role="gridcell" aria-colindex="5" class="time" title=${row.mtime === null ? t("files.unknownTime") : moment(row.mtime)}>${day(row.mtime)} <span class="clock">${clock(row.mtime)}</span></div>
    <div role="gridcell" aria-colindex="6" class="life" aria-label=${stripWords(row.strip)}><span class="strip">${stripCells(row.strip)}</span></div>
  </div>`;
}

/** What the page's state has to do with a row: where the keyboard is, what is selected, what a container's last step did. @param {Readonly<State>} state @param {number} active */
export function toldOf(state, active) {
  const just = new Set(state.log.at(-1)?.effects.map(({ node }) => node));
  const changes = editable(state);
  return (/** @type {Row} */ row, /** @type {number} */ index) => ({
    index,
    active: index === active,
    selected: row.node === state.selected?.node,
    just: just.has(row.node),
    changes: changes && !row.gone,
  });
}
