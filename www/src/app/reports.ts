// Reports of the shown image that the core writes, as exports of the features that they belong to.

import type { ReportKind } from "../../pkg/layerscope.js";
import { currentLanguage } from "../ui/i18n.ts";
import { engine } from "./engine.ts";
import type { ExportSpec } from "./feature.ts";
import { imageName } from "./image-name.ts";
import type { Label } from "./label.ts";
import { saveMade } from "./saving.state.ts";
import { store } from "./store.ts";

/** Saves one report under a name with this ending. */
export function saveReport(kind: ReportKind, ending: string) {
  const { image } = store.state;
  if (!image) return;
  const make = async () => ({ blob: await engine.reports.save(kind, currentLanguage() === "ko"), problems: [] });
  return saveMade(make, imageName(image), ending, true);
}

/** A report as an export. */
export const reportExport = (
  kind: ReportKind,
  [label, text]: readonly [Label, Label],
  ending: string,
  order: number,
): ExportSpec => ({ id: kind, label, text, ending, order, run: () => saveReport(kind, ending) });
