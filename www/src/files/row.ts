// One row of the treegrid.

import { html, nothing } from "lit";
import type { Row } from "../../pkg/layerscope.js";
import { registry } from "../app/registry.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { editable, upperOf } from "../app/upper.ts";
import { bytes, clock, day, moment, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { vars } from "../ui/vars.ts";
import { stripCells, stripWords } from "./strip.ts";

/** The letter that Docker's diff would print; null where the layer left the path itself alone. */
const LETTERS = {
  added: "A",
  content: "C",
  attributes: "C",
  replaced: "C",
  removed: "D",
  hidden: "D",
  unchanged: null,
  below: null,
} as const;

function goneWords(row: Row) {
  if (row.goneBy === null) return t("files.gone");
  return row.goneBy === upperOf(store.state) ? t("upper.goneBy") : t("files.goneBy", { n: row.goneBy + 1 });
}

/** The name, with what was found in it. */
function marked({ name, marks }: Row) {
  const parts = [];
  let at = 0;
  for (const [from, length] of marks) {
    parts.push(name.slice(at, from), html`<mark>${name.slice(from, from + length)}</mark>`);
    at = from + length;
  }
  return [...parts, name.slice(at)];
}

function name(row: Row, { just, changes }: { just: boolean; changes: boolean }) {
  const letter = row.change ? LETTERS[row.change] : null;
  return html`<div role="gridcell" aria-colindex="1" class="name" ${vars({ "--depth": row.depth })}>
    <span class=${`letter ${letter ?? ""}`} title=${letter ? t(`letter.${letter}`) : ""}>${letter ?? ""}</span>
    <span class=${row.expandable ? (row.expanded ? "twisty open" : "twisty") : "twisty none"}>${row.expandable ? icons.chevron : nothing}</span>
    <span class=${`text${row.gone ? " gone" : ""}${row.gone && just ? " just" : ""}`} title=${row.gone ? `${row.name}: ${goneWords(row)}` : row.name}>${marked(row)}${row.target === null ? nothing : html`<span class="target"> → ${row.target}</span>`}</span>${row.folder === null ? nothing : html`<span class="folder" title=${row.folder}><span class="sr">${t("search.folder", { folder: "" })}</span>${row.folder}</span>`}
    ${row.gone ? html`<span class="sr">, ${goneWords(row)}</span>` : nothing}
    ${changes ? html`<button type="button" class="quiet change" tabindex="-1" aria-haspopup="menu" aria-label=${t("path.menu.open", { name: row.name })} title=${t("path.menu.open", { name: row.name })}>${icons.dots}</button>` : nothing}
  </div>`;
}

/** @param at just: a step has just changed it; changes: it can be changed */
export function gridRow(
  row: Row,
  {
    index,
    active,
    selected,
    just,
    changes,
  }: { index: number; active: boolean; selected: boolean; just: boolean; changes: boolean },
) {
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

/** The page's state for a row: where the keyboard is, the selection, the effect of a container's last step. */
export function toldOf(state: Readonly<State>, active: number) {
  const just = new Set(registry.recent(state).nodes);
  const changes = editable(state);
  return (row: Row, index: number) => ({
    index,
    active: index === active,
    selected: row.node === state.selected?.node,
    just: just.has(row.node),
    changes: changes && !row.gone,
  });
}
