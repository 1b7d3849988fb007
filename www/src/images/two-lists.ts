// What two compared images have side by side: layers as they are stacked, config where it differs, history.

import { html, nothing } from "lit";
import { number, short, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { fitName } from "./trunkblocks.js";

/** @import { Compared } from "../pkg/layerscope.js" */

/** What the two are called. @typedef {{ left: string, right: string }} Names */

/** What stands at a place of both stacks, told by a sign first. @param {Compared["layers"][number]} layer */
function sign({ left, right, equal, sameFiles }) {
  if (left === null) return ["A", "images.layer.right"];
  if (right === null) return ["D", "images.layer.left"];
  if (equal) return ["=", "images.layer.equal"];
  return sameFiles ? ["≈", "images.layer.files"] : ["C", "images.layer.differs"];
}

const place = (/** @type {number | null} */ layer) => (layer === null ? "—" : number(layer + 1));

/** One size, or both where they differ. @param {Compared["layers"][number]} layer */
const sizes = ({ left, right, leftSize, rightSize }) =>
  left === null || right === null || leftSize === rightSize
    ? size(right === null ? leftSize : rightSize)
    : `${size(leftSize)} → ${size(rightSize)}`;

/** Room for an image's name in the head of a narrow column, in pixels. */
const NAME = 130;

/** The head of the left or the right one's column: what it is called, too, where there is room. @param {"left" | "right"} which @param {Names} names */
export const side = (which, names) =>
  html`<th scope="col" class="num" title=${names[which]}>${t(`images.${which}.short`)}<span class="im-of">${fitName(names[which], NAME)}</span></th>`;

/** @param {Compared} found @param {Names} names */
export const layersTable = ({ layers }, names) =>
  html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("stack.title")}><table class="im-layers"><caption class="sr">${t("stack.title")}</caption><thead><tr>
    <th scope="col" class="sign"><span class="sr">${t("images.sign")}</span></th>${side("left", names)}${side("right", names)}
    <th scope="col" class="cmd">${t("layer.command")}</th><th scope="col" class="num size">${t("files.size")}</th><th scope="col" class="id">diff_id</th></tr></thead>
    <tbody>${layers.toReversed().map((layer) => {
      const [letter = "", key] = sign(layer);
      const words = t(/** @type {import("../text/i18n.js").Key} */ (key));
      return html`<tr><td><b class=${`im-sign ${letter}`} title=${words} aria-hidden="true">${letter}</b><span class="sr">${words}</span></td>
        <td class="num">${place(layer.left)}</td><td class="num">${place(layer.right)}</td>
        <td class="mono cmd">${layer.instruction || "—"}</td><td class="num size">${sizes(layer)}</td><td class="mono id" title=${layer.diffId ?? ""}>${short(layer.diffId)}</td></tr>`;
    })}</tbody></table></div>`;

/** A value that one of them lacks. @param {string | null} value */
const value = (value) => (value === null ? html`<span class="mute">${t("images.config.none")}</span>` : value);

/** @param {Compared} found @param {Names} names */
export const configTable = ({ config }, names) =>
  html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("image.config")}><table><caption class="sr">${t("image.config")}</caption><thead><tr><th scope="col">${t("images.config.key")}</th><th scope="col">${names.left}</th><th scope="col">${names.right}</th></tr></thead>
    <tbody>${config.map(({ key, left, right }) => html`<tr><th scope="row">${key}</th><td class="mono">${value(left)}</td><td class="mono">${value(right)}</td></tr>`)}</tbody></table></div>`;

/** @param {Compared} found @param {Names} names */
export const historyTable = ({ history }, names) =>
  html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("image.history")}><table><caption class="sr">${t("image.history")}</caption><thead><tr><th scope="col" class="sign"><span class="sr">${t("images.sign")}</span></th><th scope="col">${names.left}</th><th scope="col">${names.right}</th></tr></thead>
    <tbody>${history.toReversed().map(({ left, right, equal }) => {
      const letter = equal ? "=" : left === null ? "A" : right === null ? "D" : "C";
      return html`<tr><td><b class=${`im-sign ${letter}`}>${letter}</b></td>${
        equal
          ? html`<td class="mono cmd mute" colspan="2">${left}</td>`
          : html`<td class="mono cmd">${left ?? nothing}</td><td class="mono cmd">${right ?? nothing}</td>`
      }</tr>`;
    })}</tbody></table></div>`;
