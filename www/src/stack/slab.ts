// One layer of the stack: its command, size, counts, dead share, state and proof, for the eye and as one sentence for the ear.

import { html, nothing } from "lit";
import type { LayerInfo } from "../../pkg/layerscope.js";
import { verdict } from "../app/verdict.ts";
import type { Progress } from "../core/tally.ts";
import { bytes, number, percent, short, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { vars } from "../ui/vars.ts";

/** "debian:12", or "debian:12 and 3 more". */
const shortList = (names: string[]) =>
  names.length > 1 ? t("stack.sharedMore", { name: names[0] ?? "", n: number(names.length - 1) }) : (names[0] ?? "");

/** A layer that removes and adds nothing: what it removes stays stored below. */
export const onlyRemoves = (layer: LayerInfo) => (layer.removed ?? 0) > 0 && (layer.size ?? 0) === 0;

/** A person's comment on a layer, such as docker commit's message; comments of builders are left out. */
const said = ({ comment, instruction }: LayerInfo) =>
  /^buildkit\.|^Imported from/.test(comment) || instruction.includes(comment) ? "" : comment;

const verifyState = (layer: LayerInfo, running: boolean) =>
  running && layer.verify === "waiting" ? "running" : layer.verify;

const stateWord = (layer: LayerInfo, reading: boolean) =>
  t(`stack.state.${layer.state === "waiting" && reading ? "reading" : layer.state}`);

/**
 * Everything about a layer in words. It stands in the option as text for the ear and is no label: what is seen and what
 * is heard would differ word by word.
 * @param now being read, being hashed; what it is, when no command made it
 */
function sentence(
  layer: LayerInfo,
  { reading, running, title }: { reading: boolean; running: boolean; title: string },
) {
  const parts = [
    `${t("stack.layer", { n: layer.index + 1 })}: ${title || layer.instruction || t("layer.noCommand")}`,
    said(layer),
    size(layer.size ?? layer.stored),
  ];
  if (layer.added) parts.push(t("stack.added", { n: number(layer.added) }));
  if (layer.changed) parts.push(t("stack.changed", { n: number(layer.changed) }));
  if (layer.removed) parts.push(t("stack.removed", { n: number(layer.removed) }));
  if (onlyRemoves(layer)) parts.push(t("stack.freesNothing"));
  if (layer.dead) parts.push(t("stack.deadShare", { size: size(layer.dead) }));
  if (layer.sharedWith.length > 0) parts.push(t("stack.shared", { names: layer.sharedWith.join(", ") }));
  const wrong = verdict(layer);
  if (wrong?.sound) parts.push(wrong.badge);
  else if (layer.state !== "ready") parts.push(stateWord(layer, reading));
  if (wrong) parts.push(wrong.why);
  parts.push(t(`verify.${verifyState(layer, running)}`), t("stack.readonly"));
  return parts.filter(Boolean).join(", ");
}

function counts(layer: LayerInfo, reading: boolean) {
  if (layer.state === "missing" || layer.state === "unreadable") return nothing;
  if (layer.added === null) return html`<span>${stateWord(layer, reading)}</span>`;
  const none = !layer.added && !layer.changed && !layer.removed;
  return html`${layer.added ? html`<span title=${t("stack.added", { n: number(layer.added) })}>+${number(layer.added)}</span>` : nothing}
    ${layer.changed ? html`<span title=${t("stack.changed", { n: number(layer.changed) })}>~${number(layer.changed)}</span>` : nothing}
    ${layer.removed ? html`<span title=${t("stack.removed", { n: number(layer.removed) })}>−${number(layer.removed)}</span>` : nothing}
    ${none ? html`<span>${t("stack.noChange")}</span>` : nothing}
    ${onlyRemoves(layer) ? html`<span>${t("stack.freesNothing")}</span>` : nothing}`;
}

function proof(layer: LayerInfo, running: boolean) {
  const state = verifyState(layer, running);
  const mark = state === "ok" ? icons.check : state === "mismatch" ? icons.cross : nothing;
  return html`<span class=${`proof ${state}`} title=${t(`verify.${state}`)}>${mark}</span>`;
}

/**
 * @param at share: how tall, 0 to 1. Known from the start, so that nothing moves when more is known.
 *   settles: it was a container's a moment ago
 *   title: what it is, where no command made it
 */
export function slab(
  layer: LayerInfo,
  {
    height,
    reading,
    share,
    verifying,
    title,
    settles,
  }: {
    height: number;
    reading: Progress["layers"][number] | undefined;
    share: number;
    verifying: boolean;
    title: string;
    settles: boolean;
  },
) {
  const wrong = verdict(layer);
  const now = { reading: !verifying && reading !== undefined, running: verifying && reading !== undefined, title };
  const classes = ["slab", `L${layer.index}`];
  if (layer.index === height) classes.push("pick");
  if (settles) classes.push("settles");
  if (layer.index > height) classes.push("above");
  if (wrong) classes.push(wrong.away ? "away" : "bad");
  const dead = layer.dead && layer.size ? Math.min(1, layer.dead / Math.max(layer.size, 1)) : 0;
  const read = reading && reading.total > 0 ? reading.done / reading.total : 0;
  const what = layer.size ?? layer.stored;
  return html`<div role="option" id=${`layer-${layer.index}`} data-layer=${layer.index} class=${classes.join(" ")}
    aria-selected=${layer.index === height} ${vars({ "--share": share.toFixed(3) })}>
    ${dead > 0.005 ? html`<i class="dead" aria-hidden="true" title=${`${t("stack.deadShare", { size: size(layer.dead) })} (${percent(layer.dead ?? 0, layer.size ?? 0)})`} ${vars({ "--d": dead.toFixed(3) })}></i>` : nothing}
    <span class="sr">${sentence(layer, now)}</span>
    <div class="line" aria-hidden="true"><span class="n">${layer.index + 1}</span><span class="cmd" title=${layer.command}>${said(layer) ? html`<q>${said(layer)}</q> ` : nothing}${title || layer.instruction || "—"}</span
      ><span class="size" title=${bytes(what)}>${wrong && what === 0 ? "—" : size(what)}</span></div>
    <div class="sub" aria-hidden="true">
      ${wrong ? html`<span class="badge">${wrong.badge}</span>${wrong.why ? html`<span class="why" title=${wrong.why}>${wrong.why}</span>` : nothing}` : nothing}
      ${counts(layer, now.reading)}
      ${layer.sharedWith.length > 0 ? html`<span class="shared" title=${t("stack.shared", { names: layer.sharedWith.join(", ") })}>${t("stack.shared", { names: shortList(layer.sharedWith) })}</span>` : nothing}
      ${wrong?.why ? nothing : html`<span class="digest mono" title=${layer.diffId ?? ""}>${short(layer.diffId)}</span>`}
      ${proof(layer, now.running)}
    </div>
    ${reading ? html`<i class=${verifying ? "read verify" : "read"} ${vars({ "--p": read.toFixed(3) })}></i>` : nothing}
  </div>`;
}
