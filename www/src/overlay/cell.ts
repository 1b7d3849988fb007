// The boxes of the overlay diagram: a name of the merged view, and what one layer holds at it.

import { html, nothing, svg } from "lit";
import type { DiagramCell, DiagramName } from "../../pkg/layerscope.js";
import { size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { vars } from "../ui/vars.ts";
import { absence, did, fateWords, holds, nameWords } from "./words.ts";

/** The id of a place, for the one who holds the focus. */
export const placeId = (row: number, column: number) => `od-${row}-${column}`;

const folderIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${svg`<path d="M1.8 12.8v-9h4.4l1.6 2h6.4v7z"/>`}</svg>`;
const cross = html`<svg class="od-cross" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${svg`<path pathLength="1" d="m3 3 10 10"/><path pathLength="1" d="M13 3 3 13"/>`}</svg>`;

/** The part that every box has. */
export type At = { row: number; column: number; x: string; here: boolean; pick: boolean; height: number };

const classes = ({ here, pick }: At, more: string) => `od-box ${more}${here ? " here" : ""}${pick ? " pick" : ""}`;

/** A name, as the merged view has it. */
export function nameBox(name: DiagramName, at: At) {
  const there = name.seen !== null;
  const words = nameWords(name, at.height);
  const shown = name.folder && name.kind === "dir" ? `${name.name}/` : name.name;
  const below = there
    ? name.kind === "symlink"
      ? `→ ${name.target ?? ""}`
      : name.size === null
        ? t(`file.kind.${name.kind ?? "nothing"}`)
        : size(name.size)
    : absence(name, at.height).short;
  return html`<div role="columnheader" id=${placeId(at.row, at.column)} class=${classes(at, there ? `od-name L${name.seen}` : "od-name gone")}
    data-row=${at.row} data-column=${at.column} aria-colindex=${at.column + 2} aria-selected=${at.pick} title=${`${name.name}: ${words}`} ${vars({ "--x": at.x })}>
    <span class="od-text">${name.kind === "dir" ? folderIcon : nothing}<b>${shown}</b></span> <small>${below}</small><span class="sr">, ${words}</span>
    ${name.folder ? html`<span class="od-into" aria-hidden="true" title=${t("diagram.into", { name: name.name })}>${icons.chevron}</span>` : nothing}
  </div>`;
}

/** A cell of the diagram; a layer without the name has an empty one. */
export function cellBox(name: DiagramName | null, cell: DiagramCell | undefined, at: At) {
  if (!name || !cell) {
    return html`<div role="gridcell" id=${placeId(at.row, at.column)} class=${classes(at, "empty")} data-row=${at.row} data-column=${at.column} aria-colindex=${at.column + 2} ${vars({ "--x": at.x })}></div>`;
  }
  const words = fateWords(cell, at.height);
  // Of a directory the sign tells already what it is: what happened comes first.
  const texts = [holds(cell), did(cell)];
  const [second, first] = cell.kind === "dir" ? texts : texts.toReversed();
  const short = cell.kind === "dir" && cell.change === "below" && !cell.opaque ? t("diagram.below.short") : first;
  const look = [`L${cell.layer}`, cell.state];
  if (cell.kind === null) look.push(cell.change === "hidden" ? "covered" : "whiteout");
  if (cell.kind === "dir") look.push("dir");
  if (cell.implied) look.push("implied");
  if (cell.kind !== null && (cell.opaque || cell.whiteout)) look.push("floor");
  return html`<div role="gridcell" id=${placeId(at.row, at.column)} class=${classes(at, look.join(" "))}
    data-row=${at.row} data-column=${at.column} aria-colindex=${at.column + 2} aria-selected=${at.pick} title=${`${name.name}: ${[...texts, words].filter(Boolean).join(", ")}`} ${vars({ "--x": at.x })}>
    <span class="od-text">${cell.kind === null && cell.change !== "hidden" ? cross : nothing}${cell.kind === "dir" ? folderIcon : nothing}<span>${short}</span></span> <small>${second}</small><span class="sr">${words ? `, ${words}` : ""}</span>
  </div>`;
}
