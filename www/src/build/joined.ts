// The join of a build with the shown image: a layer's step in the layer's details, its line in the life of a path.

import { html, nothing } from "lit";
import type { LayerStep } from "../../pkg/layerscope.js";
import type { AboutPath } from "../app/slots.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { facts } from "../ui/facts.ts";
import { t } from "../ui/i18n.ts";
import type { Made } from "./build.state.ts";
import { goToStep } from "./build.state.ts";
import { oneLine, places, seconds, stateSign } from "./words.ts";

/** The step of a layer, by the surest build that has one. */
function stepOf(layer: number): { made: Made; at: LayerStep } | null {
  for (const made of store.state.made) {
    const at = made.layers[layer];
    if (at) return { made, at };
  }
  return null;
}

/** For the layer's details. */
export function layerBuild({ height: layer }: Readonly<State>) {
  const [first] = store.state.made;
  if (!first) return nothing;
  const found = stepOf(layer);
  if (!found) return html`<p class="aside">${t("build.layer.none")}</p>`;
  const { made, at } = found;
  const { record } = made.info;
  const step = record.steps[at.step];
  if (!step) return nothing;
  const time = step.state === "cached" ? t("build.layer.cached") : seconds(step.spent);
  return html`<section class="bd-joined" aria-label=${t("build.layer")}><h3>${t("build.layer")}</h3>
    <p class="bd-title">${stateSign(step)} <button type="button" class="link mono" @click=${() => goToStep(made.build, at.step)}>${oneLine(step.name)}</button></p>
    ${facts([
      [t("build.spent"), time],
      [t("build.lines"), places(record, step.lines)],
      [t("build.layer.from"), at.base ? t("build.layer.base") : ""],
      [t("build.layer.by"), t(`build.step.${at.by}`)],
    ])}</section>`;
}

/** For the life of a path: the line of the Dockerfile that made what a layer did. */
export function builtBy(_state: Readonly<State>, about?: AboutPath) {
  const layer = about?.version?.layer;
  if (layer === undefined) return nothing;
  const found = stepOf(layer);
  const step = found?.made.info.record.steps[found.at.step];
  if (!found || !step || found.at.base) return nothing;
  const { made, at } = found;
  const where = places(made.info.record, step.lines) || t("build.step", { n: at.step + 1 });
  return html`<div class="small"><button type="button" class="link mono" title=${step.name} @click=${() => goToStep(made.build, at.step)}>${where}</button>${
    at.by === "command" ? html` <span class="mute">${t("build.step.command")}</span>` : nothing
  }</div>`;
}
