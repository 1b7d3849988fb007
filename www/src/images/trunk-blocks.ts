// The drawing of stacks that grow from common trunks: a block a stored layer, as wide as the images that have it, names on top.

import { html, nothing, svg } from "lit";
import type { ImageChoice, PullPlan, Sharing } from "../../pkg/layerscope.js";
import { imageName } from "../app/image-name.ts";
import { bytes, number, short, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import type { Block, Cap } from "./trunks.ts";
import { CAP, LINE, trunks, twins } from "./trunks.ts";

/** Width of a character of a block's text, in pixels; a wide one, such as Hangul, takes two. */
const CHARACTER = 6.7;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;
/** A block with so much height has two lines. */
const TWO_LINES = 38;

/**
 * Text cut to a width.
 * @param width in pixels
 */
export function fit(text: string, width: number) {
  let room = Math.floor(width / CHARACTER);
  let out = "";
  for (const character of text) {
    room -= WIDE.test(character) ? 2 : 1;
    if (room < 1 && out.length + character.length < text.length) return `${out}…`;
    if (room < 0) return out;
    out += character;
  }
  return out;
}

/** A name cut to a width: what tells images of one registry apart stands at the end. */
export function fitName(name: string, width: number) {
  const whole = fit(name, width);
  if (whole === name) return name;
  const end = fit([...name].reverse().join(""), width).slice(0, -1);
  return `…${[...end].reverse().join("")}`;
}

export interface Look {
  choices: ImageChoice[];
  /** the image that the page shows: its layers have their colours */
  shown: number;
  plan: PullPlan | null;
  /** in pixels */
  room: number;
}

export function trunkDrawing(sharing: Sharing, look: Look) {
  const { blocks, caps, width, height } = trunks(sharing, look.room);
  const letters = twins(sharing.layers);
  const words = look.plan
    ? t("images.pull.label", { name: nameOf(look.choices, look.plan.want) })
    : t("images.sharing.label", { n: number(sharing.images.length), layers: number(sharing.layers.length) });
  return html`<svg class=${look.plan ? "trunks plan" : "trunks"} role="img" aria-label=${words} width=${width} height=${height + 2} viewBox=${`0 -1 ${width} ${height + 2}`}>
    ${blocks.map((block) => blockBox(block, letters.get(block.layer.diffId ?? "") ?? "", look))}
    ${caps.map((cap) => capBox(cap, sharing, look))}
  </svg>`;
}

export const nameOf = (choices: ImageChoice[], image: number) => {
  const choice = choices.find(({ index }) => index === image);
  return choice ? imageName(choice) : "";
};

function blockBox({ layer, depth, x, y, width, height }: Block, letter: string, { choices, shown, plan }: Look) {
  const row = plan?.rows.find(({ id }) => id === layer.id);
  const state = !plan ? "" : !row ? " out" : row.has || row.again !== null ? " has" : " get";
  const own = layer.images.includes(shown) ? ` L${depth}` : "";
  const shared = layer.images.length > 1 ? t("images.by", { n: number(layer.images.length) }) : "";
  const mark = row ? (row.has ? "✓ " : row.again !== null ? "= " : "↓ ") : "";
  const twin = letter ? ` ≡${letter}` : "";
  const much = `${mark}${layer.known ? size(layer.stored) : t("images.unknown")}${twin}`;
  const two = height >= TWO_LINES;
  const inner = width - 18;
  const line = y + Math.min(14, height / 2 + 4);
  const head = two ? layer.instruction : fit(layer.instruction, inner - (much.length + 1) * CHARACTER);
  const title = [
    `${t("stack.layer", { n: number(depth + 1) })}: ${layer.instruction || t("layer.noCommand")}`,
    `${layer.known ? bytes(layer.stored) : t("images.unknown")} · ${short(layer.diffId)}`,
    layer.images.map((image) => nameOf(choices, image)).join(t("list.and")),
    letter ? t("images.twin.title", { letter }) : "",
  ];
  return svg`<g class=${`tb${own}${state}${letter ? " twin" : ""}`}>
    <title>${title.filter(Boolean).join("\n")}</title>
    <rect x=${x} y=${y} width=${width} height=${height} rx="4"/><rect class="edge" x=${x} y=${y} width="5" height=${height} rx="2"/>
    ${
      height < LINE.least
        ? nothing
        : svg`<text class="mono" x=${x + 12} y=${line}>${two ? fit(head, inner) : head || "—"}</text>
    ${two ? svg`<text class="much" x=${x + 12} y=${y + 30}>${much}</text>${shared && width > 190 ? svg`<text class="by" x=${x + width - 8} y=${y + 30}>${shared}</text>` : nothing}` : svg`<text class="much end" x=${x + width - 8} y=${line}>${much}</text>`}`
    }
  </g>`;
}

function capBox({ image, x, y, width }: Cap, sharing: Sharing, { choices, shown, plan }: Look) {
  const known = sharing.images.find((other) => other.image === image);
  const full = nameOf(choices, image);
  const has = plan?.have.includes(image) ?? false;
  const state = plan ? (plan.want === image ? " want" : has ? " had" : "") : "";
  const sign = plan ? (plan.want === image ? "↓ " : has ? "✓ " : "") : "";
  const { stored = 0, own = 0 } = known ?? {};
  const much = t("images.cap", { stored: size(stored), own: size(own) });
  // Where there is no room for both, what only this image has matters more: its layers have their sizes on them.
  const cap = fit(much, width) === much ? much : t("images.cap.own", { own: size(own) });
  return svg`<g class=${`cap${image === shown ? " shown" : ""}${state}`}>
    <title>${`${full}\n${t("images.cap.title", { stored: bytes(stored), own: bytes(own) })}`}</title>
    <text class="name" x=${x + 2} y=${y + CAP - 21}>${sign}${fitName(full, width - sign.length * CHARACTER)}</text>
    <text class="own" x=${x + 2} y=${y + CAP - 7}>${fit(cap, width)}</text>
  </g>`;
}
