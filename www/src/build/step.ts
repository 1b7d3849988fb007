// The chosen step in full: what became of it, what it takes from, its parts, warnings, error and output.

import { html, nothing } from "lit";
import type { BuildRecord, BuildStep, BuildWarning, LogLine } from "../../pkg/layerscope.js";
import { copyable, copyButton } from "../app/copy.ts";
import { facts } from "../ui/facts.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { sign } from "../ui/icons.ts";
import { chooseStep } from "./build.state.ts";
import { oneLine, places, seconds, stateSign } from "./words.ts";

const stepLink = (steps: BuildStep[], at: number) =>
  html`<button type="button" class="link" title=${steps[at]?.name ?? ""} @click=${() => chooseStep(at)}>${t("build.step", { n: at + 1 })}</button>`;

/** Buttons to steps, a comma between them. */
const stepLinks = (steps: BuildStep[], list: number[]) =>
  list.map((at, i) => html`${i > 0 ? ", " : nothing}${stepLink(steps, at)}`);

function warning(record: BuildRecord, { text, detail, url, lines }: BuildWarning) {
  return html`<li class="bd-warning">${sign("warning")} <strong>${text}</strong>
    ${lines.length > 0 ? html`<span class="mono">${places(record, lines)}</span>` : nothing}
    ${detail && detail !== text ? html`<p>${detail}</p>` : nothing}${url ? copyable(url, t("build.warning.url")) : nothing}</li>`;
}

function parts({ parts: list }: BuildStep) {
  if (list.length === 0) return nothing;
  const amount = (done: number, total: number) =>
    total > done ? `${size(done)} / ${size(total)}` : done > 0 ? size(done) : "";
  return html`<h4>${t("build.parts")}</h4><ul class="bd-parts">${list.map(
    ({ name, done, total, spent }) =>
      html`<li><span class="mono">${name}</span><span class="num" title=${bytes(done)}>${amount(done, total)}</span><span class="num">${spent === null ? "" : seconds(spent)}</span></li>`,
  )}</ul>`;
}

function output(lines: LogLine[] | null, { output: total }: BuildStep) {
  if (total === 0) return html`<p class="mute">${t("build.output.none")}</p>`;
  if (!lines) return html`<p class="mute" role="status">${t("build.output.loading")}</p>`;
  const text = lines.map((line) => line.text).join("\n");
  const cut = total > 1 << 20;
  return html`${cut ? html`<p class="mute">${t("build.output.cut", { size: size(total) })}</p>` : nothing}
    <div class="command"><pre class="bd-log" tabindex="0" aria-label=${t("build.output")}>${lines.map(
      ({ at, error, text }) =>
        html`<span class=${error ? "err" : ""} title=${[at === null ? "" : `+${seconds(at)}`, error ? t("build.stderr") : ""].filter(Boolean).join(" · ")}>${text}\n</span>`,
    )}</pre>${copyButton(text, t("build.output"))}</div>`;
}

/** @param log its output; null = on its way */
export function stepDetails(record: BuildRecord, at: number, log: LogLine[] | null) {
  const { steps } = record;
  const step = steps[at];
  if (!step) return nothing;
  const users = steps.flatMap(({ inputs }, user) => (inputs.includes(at) ? [user] : []));
  return html`<h3>${t("build.step", { n: at + 1 })}</h3>
    <p class="bd-title mono">${stateSign(step)} ${oneLine(step.name) || step.digest}</p>
    ${step.error ? html`<div class="cost error"><strong>${sign("error")} ${t("build.state.failed")}</strong><p class="bd-pre">${step.error}</p></div>` : nothing}
    ${step.warnings.length > 0 ? html`<ul class="bd-warnings">${step.warnings.map((one) => warning(record, one))}</ul>` : nothing}
    ${facts([
      [t("build.state"), t(`build.state.${step.state}`)],
      [t("build.spent"), step.start === null ? "" : seconds(step.spent)],
      [t("build.start"), step.start === null ? "" : `+${seconds(step.start)}`],
      [t("build.lines"), places(record, step.lines)],
      [t("build.inputs"), step.inputs.length > 0 ? stepLinks(steps, step.inputs) : nothing],
      [t("build.users"), users.length > 0 ? stepLinks(steps, users.slice(0, 50)) : nothing],
      [t("build.users.more"), users.length > 50 ? number(users.length - 50) : ""],
      [t("build.digest"), copyable(step.digest, t("build.digest"))],
    ])}
    ${parts(step)}
    <h4>${t("build.output")}</h4>${output(log, step)}`;
}
