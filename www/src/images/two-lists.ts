// What two compared images have side by side: layers as they are stacked, config where it differs, history.

import { html, nothing } from "lit";
import type { Compared } from "../../pkg/layerscope.js";
import { number, short, size } from "../ui/format.ts";
import type { PlainKey } from "../ui/i18n.ts";
import { t } from "../ui/i18n.ts";
import { fitName } from "./trunk-blocks.ts";

/** The names of the two images. */
export type Names = { left: string; right: string };

/** The difference at a place of both stacks: its sign and its text. */
function sign({ left, right, equal, sameFiles }: Compared["layers"][number]): [letter: string, key: PlainKey] {
  if (left === null) return ["A", "images.layer.right"];
  if (right === null) return ["D", "images.layer.left"];
  if (equal) return ["=", "images.layer.equal"];
  return sameFiles ? ["≈", "images.layer.files"] : ["C", "images.layer.differs"];
}

const place = (layer: number | null) => (layer === null ? "—" : number(layer + 1));

/** One size, or both where they differ. */
const sizes = ({ left, right, leftSize, rightSize }: Compared["layers"][number]) =>
  left === null || right === null || leftSize === rightSize
    ? size(right === null ? leftSize : rightSize)
    : `${size(leftSize)} → ${size(rightSize)}`;

/** Room for an image's name in the head of a narrow column, in pixels. */
const NAME = 130;

/** The head of the left or the right one's column: what it is called, too, where there is room. */
export const side = (which: "left" | "right", names: Names) =>
  html`<th scope="col" class="num" title=${names[which]}>${t(`images.${which}.short`)}<span class="im-of">${fitName(names[which], NAME)}</span></th>`;

export const layersTable = ({ layers }: Compared, names: Names) =>
  html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("stack.title")}><table class="im-layers"><caption class="sr">${t("stack.title")}</caption><thead><tr>
    <th scope="col" class="sign"><span class="sr">${t("images.sign")}</span></th>${side("left", names)}${side("right", names)}
    <th scope="col" class="cmd">${t("layer.command")}</th><th scope="col" class="num size">${t("files.size")}</th><th scope="col" class="id">diff_id</th></tr></thead>
    <tbody>${layers.toReversed().map((layer) => {
      const [letter, key] = sign(layer);
      const words = t(key);
      return html`<tr><td><b class=${`im-sign ${letter}`} title=${words} aria-hidden="true">${letter}</b><span class="sr">${words}</span></td>
        <td class="num">${place(layer.left)}</td><td class="num">${place(layer.right)}</td>
        <td class="mono cmd">${layer.instruction || "—"}</td><td class="num size">${sizes(layer)}</td><td class="mono id" title=${layer.diffId ?? ""}>${short(layer.diffId)}</td></tr>`;
    })}</tbody></table></div>`;

/** A value that one of them lacks. */
const value = (value: string | null) =>
  value === null ? html`<span class="mute">${t("images.config.none")}</span>` : value;

export const configTable = ({ config }: Compared, names: Names) =>
  html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("image.config")}><table><caption class="sr">${t("image.config")}</caption><thead><tr><th scope="col">${t("images.config.key")}</th><th scope="col">${names.left}</th><th scope="col">${names.right}</th></tr></thead>
    <tbody>${config.map(({ key, left, right }) => html`<tr><th scope="row">${key}</th><td class="mono">${value(left)}</td><td class="mono">${value(right)}</td></tr>`)}</tbody></table></div>`;

export const historyTable = ({ history }: Compared, names: Names) =>
  html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("image.history")}><table><caption class="sr">${t("image.history")}</caption><thead><tr><th scope="col" class="sign"><span class="sr">${t("images.sign")}</span></th><th scope="col">${names.left}</th><th scope="col">${names.right}</th></tr></thead>
    <tbody>${history.toReversed().map(({ left, right, equal }) => {
      const letter = equal ? "=" : left === null ? "A" : right === null ? "D" : "C";
      return html`<tr><td><b class=${`im-sign ${letter}`}>${letter}</b></td>${
        equal
          ? html`<td class="mono cmd mute" colspan="2">${left}</td>`
          : html`<td class="mono cmd">${left ?? nothing}</td><td class="mono cmd">${right ?? nothing}</td>`
      }</tr>`;
    })}</tbody></table></div>`;
