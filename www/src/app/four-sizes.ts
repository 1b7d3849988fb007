// The four sizes of an image, each with its meaning; an unknown one with the reason.

import { html } from "lit";
import type { ImageInfo, Sizes } from "../../pkg/layerscope.js";
import { bytes, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";

const NAMES = ["download", "content", "unpacked", "disk"] satisfies (keyof Sizes)[];

/** A row for each size, for a list of facts. */
export const fourSizes = ({ sizes }: ImageInfo): [string, unknown][] =>
  NAMES.map((name) => {
    const value = sizes[name];
    return [
      t(`size.${name}`),
      value === null
        ? html`<span class="mute">${t(`size.${name}.unknown`)}</span>`
        : html`<span title=${bytes(value)}>${size(value)}</span><div class="mute meaning">${t(`size.${name}.meaning`)}</div>`,
    ];
  });

/** The known sizes in a few lines, for a tooltip. */
export const sizesInLines = ({ sizes }: ImageInfo): string =>
  NAMES.flatMap((name) => (sizes[name] === null ? [] : [`${t(`size.${name}`)}: ${bytes(sizes[name])}`])).join("\n");
