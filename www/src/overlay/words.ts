// The overlay diagram in words: for the ear, for the pointer, and for what stands in its boxes.

import type { DiagramCell, DiagramName } from "../../pkg/layerscope.js";
import { size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";

/** The content of a cell, in a word or two. */
export function holds({ kind, change, size: bytes, target, implied }: DiagramCell) {
  if (kind === null) return t(change === "hidden" ? "diagram.covered" : "diagram.whiteout");
  if (kind === "dir") return t(implied ? "diagram.implied" : "diagram.folder");
  if (kind === "file" || kind === "hardlink") return size(bytes);
  return target === null ? t(`file.kind.${kind}`) : `→ ${target}`;
}

/** The layer's change, and the reasons for it. */
export function did({ kind, change, reasons, whiteout, opaque }: DiagramCell) {
  if (kind === null || change === "removed" || change === "hidden") return "";
  if (opaque) return t("diagram.opaque");
  if (whiteout) return t("diagram.whiteout.first");
  const why = change === "replaced" || change === "below" ? [] : reasons;
  const words = why.map((reason) => textOf(`reason.${reason}`) ?? reason);
  return words.join(t("list.and")) || t(`diagram.change.${change}`);
}

/** The state of a cell at the height. */
function fate({ state, by, layer }: DiagramCell, height: number) {
  if (state === "seen") return t("diagram.seen");
  if (state === "merged") return t("diagram.shines");
  if (state === "hidden") return by === null ? t("diagram.hidden") : t("diagram.hiddenBy", { n: by + 1 });
  return state === "above" && layer > height ? t("diagram.above", { n: height + 1 }) : "";
}

/** The state of a cell at the height, and the layer it is copied up from. */
export function fateWords(cell: DiagramCell, height: number) {
  const copied = cell.from === null ? "" : t("diagram.copied", { n: cell.from + 1 });
  return [cell.change === "below" ? t("diagram.change.below") : "", fate(cell, height), copied]
    .filter(Boolean)
    .join(", ");
}

/** The reason why a name is not visible, short and in full. */
export function absence({ cells }: DiagramName, height: number) {
  const gone = cells.findLast(({ layer, change }) => layer <= height && (change === "removed" || change === "hidden"));
  if (gone) return { short: t("diagram.gone"), full: t("diagram.goneBy", { n: gone.layer + 1 }) };
  const later = cells.find(({ layer, kind }) => layer > height && kind !== null);
  if (later) return { short: t("diagram.later.short"), full: t("diagram.later", { n: later.layer + 1 }) };
  return { short: t("diagram.gone"), full: t("diagram.gone") };
}

/** The visible version of a name: its size or kind, and its layer. */
export function nameWords(name: DiagramName, height: number) {
  if (name.seen === null || name.kind === null) return absence(name, height).full;
  const what = name.size === null || name.kind === "symlink" ? t(`file.kind.${name.kind}`) : size(name.size);
  return [what, name.target === null ? "" : `→ ${name.target}`, t("diagram.from", { n: name.seen + 1 })]
    .filter(Boolean)
    .join(", ");
}
