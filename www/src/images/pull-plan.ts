// The pull plan: which images a machine has, which one it pulls, and each layer of that, downloaded or there already.

import { html, nothing } from "lit";
import type { ImageChoice, PullPlan } from "../../pkg/layerscope.js";
import { imageName } from "../app/image-name.ts";
import { bytes, number, percent, short, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { nameOf } from "./trunk-blocks.ts";

export type Choice = { have: number[]; want: number };

/**
 * @param plan null = it is being asked for
 * @param how instead: of the plan, while it is not there
 */
export function pullPlan(
  plan: PullPlan | null,
  {
    choices,
    choice,
    choose,
    instead,
  }: { choices: ImageChoice[]; choice: Choice; choose: (choice: Choice) => void; instead: unknown },
) {
  const want = (e: Event) => choose({ ...choice, want: Number((e.target as HTMLSelectElement).value) });
  const has = (image: number) => (e: Event) => {
    const others = choice.have.filter((other) => other !== image);
    choose({ ...choice, have: (e.target as HTMLInputElement).checked ? [...others, image] : others });
  };
  return html`<div class="im-pull">
    ${
      choices.length < 2
        ? nothing
        : html`<label class="im-want">${t("images.pull.want")} <select @change=${want}>${choices.map((image) => html`<option value=${image.index} .selected=${image.index === choice.want}>${imageName(image)}</option>`)}</select></label>
    <fieldset><legend>${t("images.pull.have")}</legend>${choices.map((image) => html`<label class="check"><input type="checkbox" .checked=${choice.have.includes(image.index)} @change=${has(image.index)}><span>${imageName(image)}</span></label>`)}</fieldset>`
    }
    <div class="im-verdict" role="status">${plan ? verdict(plan, choices) : instead}</div>
    ${plan && !plan.compressed ? html`<p class="mute">${t("images.pull.plain")}</p>` : nothing}
  </div>`;
}

const wordsOf = ({ rows, download, want, known }: PullPlan, choices: ImageChoice[]) => ({
  name: nameOf(choices, want),
  n: number(rows.filter(({ has, again }) => !has && again === null).length),
  of: number(rows.length),
  size: known ? size(download) : t("images.pull.least", { size: size(download) }),
});

function verdict(plan: PullPlan, choices: ImageChoice[]) {
  const { rows, download, kept } = plan;
  const nothingLacks = rows.every(({ has }) => has);
  return html`<strong>${t(nothingLacks ? "images.pull.nothing" : "images.pull.says", wordsOf(plan, choices))}</strong>
      ${choices.length < 2 ? nothing : html`<span class="mute">${t("images.pull.kept", { size: size(kept), share: percent(kept, kept + download) })}</span>`}`;
}

/** The state of a layer in a pull: words that stay whole, then a name, which may be long. */
function state({ has, again, by }: PullPlan["rows"][number], choices: ImageChoice[]) {
  const words = (sign: string, text: string) =>
    html`<span class="whole"><b aria-hidden="true">${sign}</b> ${text}</span>`;
  if (again !== null) return html`<b aria-hidden="true">=</b> ${t("images.pull.again", { n: number(again + 1) })}`;
  if (!has) return words("↓", t("images.pull.get"));
  const other =
    by === null
      ? nothing
      : html` <span class="mute names">${t("images.pull.by", { name: nameOf(choices, by) })}</span>`;
  return html`${words("✓", t("images.pull.has"))}${other}`;
}

/** Layer by layer, the top one first, as the drawing has them. */
export const pullTable = (plan: PullPlan, choices: ImageChoice[]) =>
  html`<div class="im-wide" role="region" tabindex="0" aria-label=${t("images.pull.caption", wordsOf(plan, choices))}><table class="im-rows"><caption class="sr">${t("images.pull.caption", wordsOf(plan, choices))}</caption>
    <thead><tr><th scope="col" class="num">${t("details.layer")}</th><th scope="col">${t("images.pull.state")}</th><th scope="col" class="num">${t("files.size")}</th><th scope="col" class="cmd">${t("layer.command")}</th><th scope="col" class="id">diff_id</th></tr></thead>
    <tbody>${plan.rows.toReversed().map(
      (
        row,
      ) => html`<tr class=${row.has || row.again !== null ? "has" : "get"}><td class="num">${number(row.layer + 1)}</td>
      <td class="state">${state(row, choices)}</td>
      <td class="num" title=${row.known ? bytes(row.bytes) : nothing}>${row.known ? size(row.bytes) : t("images.unknown")}${row.compressed || !row.known ? nothing : html`<span class="mute"> tar</span>`}</td>
      <td class="mono cmd">${row.instruction || "—"}</td><td class="mono id" title=${row.diffId ?? ""}>${short(row.diffId)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row" colspan="2">${t("images.pull.total")}</th><td class="num" title=${bytes(plan.download)}>${wordsOf(plan, choices).size}</td><td class="rest" colspan="2"></td></tr></tfoot></table></div>`;
