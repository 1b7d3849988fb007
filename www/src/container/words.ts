// What a step and its effects are called: the person's act first, then what the layers made of it, with numbers.

import { html, nothing } from "lit";
import type { EffectInfo, ImageInfo } from "../../pkg/layerscope.js";
import { reveal } from "../app/actions.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import type { Happening } from "./log.state.ts";

export function happeningWords({ words, params, effects, refusal }: Happening) {
  const image: ImageInfo | null | undefined = params.image;
  const all = {
    ...params,
    count: typeof params.n === "number" ? number(params.n) : params.n,
    size: typeof params.bytes === "number" ? size(params.bytes) : "",
    layers: image ? number(image.layers.filter((layer) => layer.container === null).length) : "",
    whole: image
      ? size(
          image.layers.reduce((sum, layer) => sum + (layer.container === null ? (layer.size ?? layer.stored) : 0), 0),
        )
      : "",
    one: params.n === 1,
  };
  const undone = refusal ? ` ${t("container.refused")}` : "";
  const quiet =
    !refusal && effects.length === 0 && /Did|did\.(edit|chmod|chown|rename)/.test(words)
      ? ` ${t("container.noEffect")}`
      : "";
  return (textOf(words, all) ?? words) + undone + quiet;
}

/** Joins a file's creation with its first write in the same step. */
export function folded(effects: EffectInfo[]) {
  const all: EffectInfo[] = [];
  for (const effect of effects) {
    const at = all.findLastIndex((other) => other.path === effect.path);
    const before = all[at];
    if (effect.what === "changed" && before?.what === "created") all[at] = { ...before, bytes: effect.bytes };
    else all.push(effect);
  }
  return all;
}

const MARKS = {
  copyUp: "↑",
  whiteout: "✕",
  opaque: "■",
  created: "+",
  changed: "~",
  removed: "−",
  renamed: "→",
  covered: "▤",
} as const;

/** One thing that happened to the upper directory. */
export function effectLine(effect: EffectInfo) {
  const { what, path, node, from, kind, layer, entries } = effect;
  const params = {
    path,
    from,
    kind: t(`file.kind.${kind}`),
    // Any layer below may store the files that a directory hides.
    layer: layer === null || (kind === "dir" && what !== "copyUp") ? null : number(layer + 1),
    n: number(entries),
    one: entries === 1,
    size: size(effect.bytes),
    none: effect.bytes === 0,
    folder: kind === "dir",
    file: kind === "file" || kind === "hardlink",
  };
  const name =
    node === null
      ? html`<span class="mono">${path}</span>`
      : html`<button type="button" class="link mono" @click=${() => reveal(node)}>${path}</button>`;
  return html`<p class=${`effect ${what}${layer === null ? "" : ` L${layer}`}`}><i aria-hidden="true">${MARKS[what]}</i><span><b class="what">${t(`effect.${what}`)}</b> ${name}<span title=${effect.bytes > 0 ? bytes(effect.bytes) : nothing}>: ${t(`effect.${what}.text`, params)}</span></span></p>`;
}
