// Advice as cards: what it saves, whose instruction caused it, what to write instead, and files to check it by.

import { html, nothing } from "lit";
import type { Advice } from "../../pkg/layerscope.js";
import { reveal } from "../app/actions.ts";
import { copyButton } from "../app/copy.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";

/** Cards that are open from the start. */
const OPEN = 3;

function words({ kind }: Advice, part: "what" | "do") {
  const key = `advice.${kind}.${part}`;
  return textOf(key) ?? (part === "what" ? t("advice.unknown") : "");
}

const code = (text: string, name: string) =>
  text === ""
    ? nothing
    : html`<p class="mute small">${name}</p><div class="command"><pre tabindex="0" aria-label=${name}>${text}</pre>${copyButton(text, name)}</div>`;

function card(advice: Advice, index: number) {
  const { bytes: sum, dead, paths, layers, hiddenBy, instruction, from, into, rebased, sample } = advice;
  const stored = layers.map((layer) => number(layer + 1)).join(t("list.and"));
  const last = layers.at(-1) ?? 0;
  return html`<li><details class=${`advice L${layers[0] ?? 0}`} ?open=${index < OPEN}>
    <summary><b>${words(advice, "what")}</b> <span class="saves" title=${bytes(sum)}>${t("advice.saves", { size: size(sum) })}</span>
      <small class="mute">${t("advice.paths", { n: number(paths) })} ${t("advice.stored", { n: stored, one: layers.length === 1 })}${hiddenBy === null ? nothing : t("advice.hiddenBy", { n: number(hiddenBy + 1) })} · ${dead ? html`<i class="hatch" aria-hidden="true"></i> ${t("advice.dead")}` : t("advice.live")}</small></summary>
    <p>${words(advice, "do")}</p>
    ${from === "" && instruction !== "" ? code(instruction, t("advice.from")) : code(from, t("advice.from"))}
    ${code(into, t("advice.into"))}
    ${rebased && into ? html`<p class="mute small">${t("advice.rebased")}</p>` : nothing}
    <p class="mute small">${t("advice.files")}</p>
    <ul class="largest">${sample.map(
      ({ node, path, bytes: one }) =>
        html`<li><button type="button" class="link mono" title=${path} @click=${() => node !== undefined && reveal(node, last)}>${path}</button><span class="num" title=${bytes(one)}>${size(one)}</span></li>`,
    )}</ul></details></li>`;
}

export const adviceList = (all: Advice[], certain: boolean) =>
  html`<h3>${t("advice.title")}</h3>${
    all.length === 0
      ? html`<p class="mute">${t(certain ? "advice.none" : "advice.none.yet")}</p>`
      : html`<ul class="cards">${all.map(card)}</ul>`
  }`;
