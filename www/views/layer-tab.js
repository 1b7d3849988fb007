// Details of the chosen layer: its command, digests and their proof, what it stores, what of that is dead, its largest files.

import { html, nothing } from "lit";
import { select } from "../state/actions.js";
import { bytes, number, size, stamp } from "../text/format.js";
import { t } from "../text/i18n.js";
import { copyable, copyButton } from "./copy.js";
import { facts } from "./facts.js";
import { icons } from "./icons.js";
import { advice, particulars, place, wording } from "./problem.js";
import { onlyRemoves } from "./slab.js";
import { View } from "./view.js";

/** @import { LayerInfo } from "../types.d.ts" */
/** @import { State } from "../state/store.js" */

const exact = (/** @type {number | null} */ value) =>
  value === null ? nothing : html`<span title=${bytes(value)}>${size(value)}</span>`;

/** What a problem of one layer leaves to be seen. @param {string} kind */
function works(kind) {
  if (kind.endsWith("-mismatch")) return t("problem.works.all");
  return t(kind.startsWith("missing-") || kind.startsWith("worker-") ? "problem.works.others" : "problem.works.rest");
}

/** @param {LayerInfo} layer */
function trouble({ problem }) {
  if (!problem) return nothing;
  return html`<div class="cost">
    <strong>${icons.warning} ${wording(problem)}</strong>
    <p>${place({ ...problem, file: null })}</p>
    <p>${works(problem.kind)} ${advice(problem)}</p>
    ${particulars(problem)}
  </div>`;
}

/** @param {LayerInfo} layer */
function proof(layer) {
  const { verify, diffId, foundDiffId, blobDigest, foundBlobDigest } = layer;
  const words = verify === "ok" && !blobDigest ? t("layer.verify.okDiff") : t(`layer.verify.${verify}`);
  const pair = (/** @type {string} */ name, /** @type {string | null} */ named, /** @type {string | null} */ found) =>
    named && found && named !== found
      ? html`<dl class="pair"><div><dt>${name}, ${t("layer.named")}</dt><dd>${copyable(named, name)}</dd></div><div><dt>${name}, ${t("layer.found")}</dt><dd>${copyable(found, name)}</dd></div></dl>`
      : nothing;
  return html`<div class=${`verify ${verify}`}>${verify === "ok" ? icons.check : verify === "mismatch" ? icons.cross : nothing} <span>${words}</span></div>
    ${verify === "mismatch" ? html`${pair(t("layer.diffId"), diffId, foundDiffId)}${pair(t("layer.blob"), blobDigest, foundBlobDigest)}` : nothing}`;
}

/** @param {LayerInfo} layer */
function changes({ added, changed, removed }) {
  if (added === null) return nothing;
  const parts = [
    added ? t("stack.added", { n: number(added) }) : "",
    changed ? t("stack.changed", { n: number(changed) }) : "",
    removed ? t("stack.removed", { n: number(removed) }) : "",
  ].filter(Boolean);
  return parts.join(", ") || t("stack.noChange");
}

/** @param {LayerInfo} layer */
function largest({ largest: files }) {
  if (!files || files.length === 0) return nothing;
  return html`<h3>${t("layer.largest")}</h3>
    <ul class="largest">${files.map(
      (file) =>
        html`<li><button type="button" class="link mono" title=${file.path} @click=${() => select(file.node)}>${file.path}</button><span class="num" title=${bytes(file.size)}>${size(file.size)}</span></li>`,
    )}</ul>`;
}

class LayerTab extends View {
  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.image, s.height];
  }

  render() {
    const { image, height } = this.state;
    const layer = image?.layers[height];
    if (!image || !layer) return html``;
    const codec = layer.codec === "none" ? t("layer.codec.none") : layer.codec;
    const last = image.layers.length - 1;
    return html`
      <div class="title"><i class=${`chip L${layer.index}`} aria-hidden="true"></i><h3>${t("layer.of", { n: layer.index + 1, of: last + 1 })}</h3>
        <span class="mute">${layer.index === 0 ? t("layer.base") : layer.index === last ? t("layer.top") : nothing}</span></div>
      ${trouble(layer)}
      ${
        layer.command
          ? html`<div class="command"><pre tabindex="0" aria-label=${t("layer.command")}>${layer.command}</pre>${copyButton(layer.command, t("layer.command"))}</div>`
          : html`<p class="mute">${t("layer.noCommand")}</p>`
      }
      ${layer.dead ? html`<div class="cost"><strong title=${bytes(layer.dead)}>${t("layer.dead", { size: size(layer.dead) })}</strong><p>${t("layer.dead.text")}</p></div>` : nothing}
      ${onlyRemoves(layer) ? html`<p class="aside">${t("layer.frees")}</p>` : nothing}
      ${facts([
        [t("layer.size"), exact(layer.size)],
        [t("layer.stored"), html`${exact(layer.stored)}${codec ? html` <span class="mute">${codec}</span>` : nothing}`],
        [t("layer.changes"), changes(layer)],
        [t("layer.entries"), layer.entries === null ? nothing : number(layer.entries)],
        [t("layer.created"), stamp(layer.created)],
        [t("layer.author"), layer.author],
        [t("layer.comment"), layer.comment],
        [t("layer.shared"), layer.sharedWith.join(", ")],
      ])}
      ${largest(layer)}
      <h3>${t("layer.verify")}</h3>
      ${proof(layer)}
      ${facts([
        [t("layer.diffId"), layer.diffId ? copyable(layer.diffId, t("layer.diffId")) : nothing],
        [t("layer.chainId"), layer.chainId ? copyable(layer.chainId, t("layer.chainId")) : nothing],
        [t("layer.blob"), layer.blobDigest ? copyable(layer.blobDigest, t("layer.blob")) : nothing],
        [t("layer.mediaType"), layer.mediaType ? html`<span class="mono">${layer.mediaType}</span>` : nothing],
        [t("layer.member"), copyable(layer.member, t("layer.member"))],
      ])}`;
  }
}
customElements.define("ls-layer-tab", LayerTab);
