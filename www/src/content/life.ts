// The life of a path as a vertical list: what each layer did to it, why, what it cost, and by which command.

import { html, nothing } from "lit";
import type { LayerInfo, PathHistory, VersionInfo } from "../../pkg/layerscope.js";
import { select } from "../app/actions.ts";
import { registry } from "../app/registry.ts";
import { store } from "../app/store.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";

/** The strip's mark for a change. */
const MARK = {
  added: "a",
  content: "c",
  attributes: "t",
  removed: "d",
  replaced: "r",
  hidden: "h",
  unchanged: "u",
  below: "b",
} as const;

export function reasonWord(reason: string) {
  const key = `reason.${reason}`;
  return textOf(key) ?? reason;
}

/** @param upper in the container's layer */
function headline(version: VersionInfo, upper: boolean) {
  const what = version.reasons.map(reasonWord).join(t("list.and")) || t("version.attributesWord");
  if (upper) return t(`life.upper.${version.change}`, { what });
  return t(`version.${version.change}`, { n: version.layer + 1, what });
}

/** The cost of a version: bytes stored, stored again, or nothing freed. */
function price(version: VersionInfo, first: boolean) {
  if (version.change === "removed" || version.change === "hidden") return t("version.freesNothing");
  if (version.change === "below" || version.kind === "dir" || version.kind === null) return "";
  if (version.kind !== "file" && version.stored === 0) return "";
  return first || version.stored === 0 ? size(version.stored) : t("version.again", { size: size(version.stored) });
}

/** From what to what, where a header tells. */
function difference(version: VersionInfo, before: VersionInfo | undefined) {
  if (!before || before.kind === null || version.kind === null) return "";
  const parts = [];
  if (version.reasons.includes("size")) parts.push(`${size(before.size)} → ${size(version.size)}`);
  if (version.reasons.includes("mode")) parts.push(`${before.octal} → ${version.octal}`);
  if (version.reasons.includes("owner")) parts.push(`${before.owner} → ${version.owner}`);
  if (version.reasons.includes("target")) parts.push(`${before.target ?? ""} → ${version.target ?? ""}`);
  if (version.reasons.includes("device")) parts.push(`${before.device ?? ""} → ${version.device ?? ""}`);
  return parts.join(", ");
}

/** A layer's changes below a directory: paths added, changed, removed, and the bytes it stores there. */
function sums(below: VersionInfo["below"]) {
  if (!below) return nothing;
  const parts = (["added", "changed", "removed"] as const)
    .filter((what) => below[what] > 0)
    .map((what) => t(`life.below.${what}`, { n: number(below[what]) }));
  if (parts.length === 0 && below.bytes === 0) return nothing;
  const stored =
    below.bytes > 0
      ? html`${parts.length > 0 ? " · " : ""}<span title=${bytes(below.bytes)}>${t("life.below.bytes", { size: size(below.bytes) })}</span>`
      : nothing;
  return html`<div class="small">${t("life.below")} ${parts.join(t("list.and"))}${stored}</div>`;
}

function remarks(version: VersionInfo) {
  const parts = [];
  if (version.change === "content" && version.reasons.length > 0)
    parts.push(version.reasons.map(reasonWord).join(t("list.and")));
  if (version.same) parts.push(t("version.same"));
  if (version.whiteout) parts.push(t("version.whiteout"));
  if (version.opaque) parts.push(t("version.opaque"));
  if (version.implied) parts.push(t("version.implied"));
  if (version.live) parts.push(t("version.live"));
  return parts.join(" · ");
}

/** @param chosen the layer whose version is shown */
export function life(path: PathHistory, layers: LayerInfo[], chosen: number | null) {
  const { node, versions } = path;
  return html`<ol class="versions">${versions.map((version, i) => {
    const { layer } = version;
    const before = versions.slice(0, i).findLast((other) => other.kind !== null);
    const cost = price(version, before === undefined);
    const diff = difference(version, before);
    const remark = remarks(version);
    return html`<li class=${`L${layer}${layer === chosen ? " here" : ""}${version.live ? " live" : ""}`} aria-current=${layer === chosen ? "true" : nothing}>
      <span class="strip one" aria-hidden="true"><i class=${`L${layer} m-${MARK[version.change]}`}></i></span>
      <button type="button" class="link k" @click=${() => select(node, layer)}>${headline(version, layers[layer]?.container != null)}</button>${cost ? html` · <span title=${bytes(version.stored)}>${cost}</span>` : nothing}${
        !version.live && version.stored > 0
          ? html` <i class="hatch" title=${t("version.dead")}></i><span class="sr">, ${t("version.dead")}</span>`
          : nothing
      }
      ${diff ? html`<div class="mono small">${diff}</div>` : nothing}
      ${sums(version.below)}
      ${remark ? html`<div class="mute">${remark}</div>` : nothing}
      ${registry.parts("life", store.state, { path, version })}
      <div class="w" title=${layers[layer]?.command ?? ""}>${layers[layer]?.instruction ?? ""}</div>
    </li>`;
  })}</ol>`;
}
