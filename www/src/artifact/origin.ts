// Where the shown image came from, and what its documents say of it: parts of the details of image and layer.

import { html, nothing } from "lit";
import type { ImageInfo, LayerInfo } from "../../pkg/layerscope.js";
import { copyable } from "../app/copy.ts";
import { chooseImage } from "../app/opening.state.ts";
import type { State } from "../app/store.ts";
import { facts } from "../ui/facts.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { annotations, placeOf } from "./annotations.ts";

const BASE = "org.opencontainers.image.base.";

/** A name or an address, and its digest: text, never a link. */
const named = (name: string | null, digest: string | null, where: string) => html`<div class="from">
  ${name ? copyable(name, t("artifact.names")) : nothing}
  ${digest ? html`<span class="digest">${copyable(digest, t("artifact.digest"))}</span>` : nothing}
  <span class="place mute">${where}</span></div>`;

/** The base image, as far as anything proves it; then annotations and labels. */
function originOf({ origin, annotations: all, osVersion }: ImageInfo) {
  const { bases, materials, layers } = origin;
  const rest = all.filter(({ key }) => !key.startsWith(BASE));
  const unknown = bases.length === 0 && materials.length === 0 && !layers;
  // Images come first: one of them may be the base.
  const used = materials.toSorted((a, b) => Number(b.image) - Number(a.image));
  return html`${osVersion ? facts([[t("windows.version"), osVersion]]) : nothing}<section class="origin"><h3>${t("origin.title")}</h3>
    ${unknown ? html`<p><b>${t("origin.unknown")}</b> <span class="mute">${t("origin.unknown.text")}</span></p>` : nothing}
    ${facts([
      bases.length > 0
        ? [t("origin.base"), bases.map(({ name, digest, place }) => named(name, digest, placeOf(place)))]
        : null,
      layers
        ? [
            t("origin.begins"),
            html`${t("origin.layers", { n: number(layers.count) })} <button type="button" class="link mono to-base" @click=${() => chooseImage(layers.image)}>${layers.name}</button> <span class="mute">${layers.file}</span>`,
          ]
        : null,
      used.length > 0
        ? [t("origin.materials"), used.map(({ uri, digest }) => named(uri, digest, t("origin.materials.as")))]
        : null,
    ])}
    ${rest.length > 0 ? html`<h3>${t("origin.labels")}</h3>${annotations(rest)}` : nothing}</section>`;
}

/** Files of a Windows layer that are no part of the file system. */
function asideOf({ aside, asideCount }: LayerInfo) {
  if (asideCount === 0) return nothing;
  const left = asideCount - aside.length;
  return html`<h3>${t("windows.hives")}</h3><p class="mute">${t("windows.hives.text")}</p>
    <ul class="largest hives">${aside.map((file) => html`<li><span class="mono">${file.path}</span><span class="num" title=${bytes(file.size)}>${size(file.size)}</span></li>`)}</ul>
    ${left > 0 ? html`<p class="mute">${t("windows.hives.more", { n: number(left) })}</p>` : nothing}`;
}

/** The size of a layer that the archive does not hold, and the files beside a file system. */
export function layerAbout({ image, height }: Readonly<State>) {
  const layer = image?.layers[height];
  if (!layer) return nothing;
  const { namedSize } = layer;
  const named = html`<span title=${bytes(namedSize ?? 0)}>${size(namedSize ?? 0)}</span>`;
  return html`${namedSize === null ? nothing : facts([[t("windows.size"), named]])}${asideOf(layer)}`;
}

/** Where the image came from, and the artifacts about it. */
export function imageAbout({ image, opened }: Readonly<State>) {
  if (!image || opened?.form === "rootfs") return nothing;
  return html`${originOf(image)}${image.artifacts.length > 0 ? html`<ls-beside></ls-beside>` : nothing}`;
}
