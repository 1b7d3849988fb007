// Details of the chosen layer: its command, digests and their verification, stored and dead bytes, its largest files.

import { html, nothing } from "lit";
import type { LayerInfo } from "../../pkg/layerscope.js";
import { reveal, showTab } from "../app/actions.ts";
import { copyable, copyButton } from "../app/copy.ts";
import { registry } from "../app/registry.ts";
import { saveLayer } from "../app/saving.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { termLink } from "../app/term.ts";
import { onlyRemoves } from "../stack/index.ts";
import { facts } from "../ui/facts.ts";
import { bytes, number, percent, size, stamp } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons, sign } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { advice, consequence, particulars, place, wording } from "../ui/wording.ts";

/** States in which there is something of its tar to save. */
const SAVED = new Set(["ready", "damaged"]);

/** Stands where something will be known once the layers have been read, so that nothing moves then; a dash where it never will. */
const later = () => (store.state.merged ? "—" : "…");

const exact = (value: number | null) =>
  value === null ? later() : html`<span title=${bytes(value)}>${size(value)}</span>`;

/** The sentence on what a problem of one layer leaves visible. */
function works(state: LayerInfo["state"]) {
  if (state === "ready") return t("problem.works.all");
  return t(state === "damaged" ? "problem.works.rest" : "problem.works.others");
}

function trouble({ problem, state, urls }: LayerInfo) {
  if (!problem) return nothing;
  return html`<div class=${`cost ${problem.severity}`}>
    <strong>${sign(problem.severity)} ${wording(problem)}</strong>
    <p>${place({ ...problem, file: null, layer: null })}</p>
    <p>${consequence(problem.kind)} ${works(state)} ${advice(problem)}</p>
    ${urls.map((url) => copyable(url, url))}
    ${particulars(problem)}
    <button type="button" class="link to-findings" @click=${() => showTab("findings")}>${t("problem.toFindings")}</button>
  </div>`;
}

function proof(layer: LayerInfo) {
  const { verify, state, diffId, foundDiffId, blobDigest, foundBlobDigest } = layer;
  const damaged = verify === "mismatch" && state !== "ready";
  const words =
    verify === "ok" && !blobDigest
      ? t("layer.verify.okDiff")
      : damaged
        ? t("layer.verify.damaged")
        : t(`layer.verify.${verify}`);
  const pair = (name: string, named: string | null, found: string | null) =>
    named && found && named !== found
      ? html`<dl class="pair"><div><dt>${name}, ${t("layer.named")}</dt><dd>${copyable(named, name)}</dd></div><div><dt>${name}, ${t("layer.found")}</dt><dd>${copyable(found, name)}</dd></div></dl>`
      : nothing;
  return html`<div class=${`proof-line ${verify}`}>${verify === "ok" ? icons.check : verify === "mismatch" ? icons.cross : nothing} <span>${words}</span></div>
    ${verify === "mismatch" ? html`${pair(t("layer.diffId"), diffId, foundDiffId)}${pair(t("layer.blob"), blobDigest, foundBlobDigest)}` : nothing}`;
}

function changes({ added, changed, removed }: LayerInfo) {
  if (added === null) return later();
  const all = [
    ["+", "stack.added", added],
    ["~", "stack.changed", changed],
    ["−", "stack.removed", removed],
  ] as const;
  const some = all.filter(([, , count]) => count);
  if (some.length === 0) return t("stack.noChange");
  const words = some.map(([, key, count]) => t(key, { n: number(count ?? 0) })).join(", ");
  const signs = some.map(([sign, , count]) => sign + number(count ?? 0)).join("  ");
  return html`<span title=${words} aria-hidden="true">${signs}</span><span class="sr">${words}</span>`;
}

function dead(layer: LayerInfo) {
  if (layer.dead === null) return later();
  if (layer.dead === 0) return size(0);
  return html`<i class="hatch" aria-hidden="true"></i> <b title=${bytes(layer.dead)}>${size(layer.dead)}</b> (${percent(layer.dead, layer.size ?? 0)})`;
}

function largest({ largest: files }: LayerInfo) {
  if (!files || files.length === 0) return nothing;
  return html`<h3>${t("layer.largest")}</h3>
    <ul class="largest">${files.map(
      (file) =>
        html`<li><button type="button" class="link mono" title=${file.path} @click=${() => reveal(file.node)}>${file.path}</button><span class="num" title=${bytes(file.size)}>${size(file.size)}</span></li>`,
    )}</ul>`;
}

class LayerTab extends View {
  override uses(s: Readonly<State>) {
    return [s.opened, s.image, s.height, s.merged, ...registry.uses("layer", s)];
  }

  override render() {
    const { opened, image, height } = this.state;
    const rootfs = opened?.form === "rootfs";
    const layer = image?.layers[height];
    if (!image || !layer) return html``;
    if (layer.container !== null) return html`${registry.parts("layer.upper", this.state)}`;
    const codec = layer.codec === "none" ? t("layer.codec.none") : layer.codec;
    const last = image.layers.length - (image.container ? 2 : 1);
    return html`
      <div class="title"><i class=${`chip L${layer.index}`} aria-hidden="true"></i><h3>${rootfs ? t("stack.rootfs") : t("layer.of", { n: layer.index + 1, of: last + 1 })}</h3>
        <span class="mute">${last === 0 ? nothing : layer.index === 0 ? t("layer.base") : layer.index === last ? t("layer.top") : nothing}</span></div>
      ${trouble(layer)}
      ${
        layer.command
          ? html`<div class="command"><pre tabindex="0" aria-label=${t("layer.command")}>${layer.command}</pre>${copyButton(layer.command, t("layer.command"))}</div>`
          : html`<p class="mute">${t(rootfs ? "stack.rootfs.text" : "layer.noCommand")}</p>`
      }
      ${registry.parts("layer", this.state)}
      ${facts([
        [t("layer.stored"), html`${exact(layer.stored)}${codec ? html` <span class="mute">${codec}</span>` : nothing}`],
        [t("layer.size"), exact(layer.size)],
        [termLink("dead bytes", t("image.dead")), dead(layer)],
        [t("layer.changes"), changes(layer)],
        [t("layer.entries"), layer.entries === null ? later() : number(layer.entries)],
        [t("layer.created"), stamp(layer.created)],
        [t("layer.author"), layer.author],
        [t("layer.comment"), layer.comment],
        [t("layer.shared"), layer.sharedWith.join(", ")],
        [termLink("diff_id"), layer.diffId ? copyable(layer.diffId, t("layer.diffId")) : nothing],
        [termLink("chain id"), layer.chainId ? copyable(layer.chainId, t("layer.chainId")) : nothing],
        [termLink("digest"), layer.blobDigest ? copyable(layer.blobDigest, t("layer.blob")) : nothing],
        [t("layer.mediaType"), layer.mediaType ? html`<span class="mono">${layer.mediaType}</span>` : nothing],
        [t("layer.member"), copyable(layer.member, t("layer.member"))],
      ])}
      ${rootfs ? html`<p class="mute">${t("layer.verify.nothing")}</p>` : proof(layer)}
      ${SAVED.has(layer.state) ? html`<div class="acts"><button type="button" class="small" title=${t("save.layer.text")} @click=${() => saveLayer(layer)}>${t("save.layer")}</button></div>` : nothing}
      ${layer.dead ? html`<p class="cost">${t("layer.dead.text")} ${registry.parts("layer.dead", this.state)}</p>` : nothing}
      ${onlyRemoves(layer) ? html`<p class="aside">${t("layer.frees")}</p>` : nothing}
      ${largest(layer)}
      ${registry.parts("layer.about", this.state)}`;
  }
}
customElements.define("ls-layer-tab", LayerTab);
