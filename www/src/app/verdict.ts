// What is to be said of a layer that can't be shown whole, or whose digest differs: in a word, and why.

import { t } from "../text/i18n.js";
import { why } from "./wording.js";

/** @import { LayerInfo } from "../pkg/layerscope.js" */

/** Layers that can't be shown though nothing is wrong with them, and the badge of each. */
const AWAY = new Map(
  /** @type {const} */ ([
    ["foreign-layer", "foreign"],
    ["encrypted-layer", "unread"],
    ["file-system-layer", "unread"],
  ]).map(([kind, badge]) => [String(kind), badge]),
);
const BROKEN = /** @type {const} */ (["damaged", "missing", "unreadable"]);

/**
 * The one thing to be told: "away" = not meant to be read here; "limited" = sound as far as is known, and too much. What is damaged or missing can't hash to what it should and is
 * told as what it is, not as a wrong digest. Null = nothing.
 * @param {LayerInfo} layer
 */
export function condition(layer) {
  // Its own bytes are hashed even where nothing can be read of them.
  const changed = layer.verify === "mismatch" ? "mismatch" : null;
  const broken = BROKEN.find((state) => state === layer.state);
  const kind = layer.problem?.kind ?? "";
  if (broken && AWAY.has(kind)) return changed ?? "away";
  return broken ? (kind === "limit" ? "limited" : broken) : changed;
}

/** For the layer's place in the stack: a badge and a few words, or null. @param {LayerInfo} layer */
export function verdict(layer) {
  const what = condition(layer);
  if (!what) return null;
  const state = what === "away" ? (AWAY.get(layer.problem?.kind ?? "") ?? "unread") : what;
  return {
    away: what === "away",
    sound: what === "away" || what === "limited",
    badge: t(`stack.badge.${state}`),
    why: what !== "mismatch" && layer.problem ? why(layer.problem) : "",
  };
}
