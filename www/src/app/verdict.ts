// What is to be said of a layer that can't be shown whole, or whose digest differs: in a word, and why.

import type { LayerInfo } from "../../pkg/layerscope.js";
import { t } from "../ui/i18n.ts";
import { why } from "../ui/wording.ts";

/** Layers that can't be shown though nothing is wrong with them, and the badge of each. */
const AWAY = new Map(
  (
    [
      ["foreign-layer", "foreign"],
      ["encrypted-layer", "unread"],
      ["file-system-layer", "unread"],
    ] as const
  ).map(([kind, badge]) => [String(kind), badge]),
);
const BROKEN = ["damaged", "missing", "unreadable"] as const;

/**
 * The one condition to show. "away": the archive leaves the layer out on purpose; "limited": sound, as far as is known, but too
 * large. A damaged or missing layer has a wrong digest, too, but the condition names the damage. Null: nothing to show.
 */
export function condition(layer: LayerInfo) {
  // Its own bytes are hashed even where nothing can be read of them.
  const changed = layer.verify === "mismatch" ? "mismatch" : null;
  const broken = BROKEN.find((state) => state === layer.state);
  const kind = layer.problem?.kind ?? "";
  if (broken && AWAY.has(kind)) return changed ?? "away";
  return broken ? (kind === "limit" ? "limited" : broken) : changed;
}

/** For the layer's place in the stack: a badge and a few words, or null. */
export function verdict(layer: LayerInfo) {
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
