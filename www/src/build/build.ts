// A build: how it went in a sentence, its steps, the chosen step, its sources, and what it took and made.

import { html, nothing } from "lit";
import type { BuildInfo, BuildRecord, Pair } from "../../pkg/layerscope.js";
import { ignore } from "../app/actions.ts";
import { copyable } from "../app/copy.ts";
import { imageName } from "../app/image-name.ts";
import { chooseImage } from "../app/opening.state.ts";
import type { State } from "../app/store.ts";
import { facts } from "../ui/facts.ts";
import { stamp } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { sign } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { place as placeOf, wording } from "../ui/wording.ts";
import { showBuild } from "./build.state.ts";
import { sources } from "./source.ts";
import { stepDetails } from "./step.ts";
import { MOST_STEPS, stepList } from "./steps.ts";
import { places, seconds } from "./words.ts";

const pairs = (list: Pair[]) =>
  list.length > 0
    ? html`<ul class="bd-pairs">${list.map(({ key, value }) => html`<li><b class="mono">${key}</b> <span class="mono">${value}</span></li>`)}</ul>`
    : nothing;

function trouble({ record, problems }: BuildInfo) {
  const { error } = record;
  return html`${
    error
      ? html`<div class="cost error"><strong>${sign("error")} ${t("build.failed")}</strong><p class="bd-pre">${error.message}</p>
        ${error.lines.length > 0 ? html`<p class="mono">${places(record, error.lines)}</p>` : nothing}</div>`
      : nothing
  }${problems.map((problem) => html`<div class=${`cost ${problem.severity}`}><strong>${sign(problem.severity)} ${wording(problem)}</strong><p>${placeOf(problem)} ${problem.detail ?? ""}</p></div>`)}`;
}

function madeOf({ materials }: BuildRecord) {
  if (materials.length === 0) return html`<p class="mute">${t("build.materials.none")}</p>`;
  return html`<ul class="bd-pairs">${materials.map(
    ({ uri, digest }) =>
      html`<li><span class="mono">${uri}</span> ${digest ? copyable(digest, uri) : html`<span class="mute">${t("build.materials.noDigest")}</span>`}</li>`,
  )}</ul>`;
}

const results = ({ results: list }: BuildRecord) =>
  list.length > 0
    ? html`<h4>${t("build.results")}</h4><ul class="bd-pairs">${list.map(
        ({ platform, kind, digest }) =>
          html`<li>${platform ? html`<b>${platform}</b> ` : nothing}<span class="mono mute">${kind}</span> ${copyable(digest, t("build.results"))}</li>`,
      )}</ul>`
    : nothing;

class Build extends View {
  #all = false;

  override uses(s: Readonly<State>) {
    return [s.phase, s.tab, s.builds, s.build, s.step, s.stepLog, s.opened, s.made];
  }

  /** Several records of one file, or of several. */
  #choice(shown: number) {
    const { builds } = this.state;
    if (builds.length < 2) return nothing;
    const label = ({ name, reference, created }: (typeof builds)[number]) => `${name} · ${stamp(created) || reference}`;
    const choose = (event: Event) => showBuild(Number((event.target as HTMLSelectElement).value)).catch(ignore);
    return html`<label class="bd-choice">${t("build.several", { n: builds.length })} <select @change=${choose}>${builds.map(
      (build) =>
        html`<option value=${build.index} .selected=${build.index === shown}>${label(build)}${build.error ? ` · ${t("build.state.failed")}` : ""}</option>`,
    )}</select></label>`;
  }

  #images({ index }: BuildInfo) {
    const { builds, opened } = this.state;
    const images = builds[index]?.images ?? [];
    if (images.length === 0) return html`<p class="mute">${t("build.images.none")}</p>`;
    return html`<ul>${images.map(({ image, by }) => {
      const choice = opened?.images[image];
      if (!choice) return nothing;
      return html`<li><button type="button" class="link" @click=${() => chooseImage(image)}>${imageName(choice)}</button> <span class="mute">${t(`build.by.${by}`)}</span></li>`;
    })}</ul>`;
  }

  override render() {
    const { build, builds, step, stepLog, phase, tab } = this.state;
    if (phase !== "build" && tab !== "build") return html``;
    if (!build) return builds.length > 0 ? html`<p class="mute" role="status">${t("build.loading")}</p>` : html``;
    const { record, index } = build;
    const { counts, steps } = record;
    const cached = steps.filter(({ state }) => state === "cached").length;
    const more = steps.length > MOST_STEPS && !this.#all;
    const all = () => {
      this.#all = true;
      this.requestUpdate();
    };
    return html`<div class="bd">
      <div class="bd-head">${this.#choice(index)}<h2>${t("build.title", { name: record.name })}</h2>
        <p>${t("build.sum", { steps: steps.length, cached, time: record.duration === null ? "?" : seconds(record.duration) })}
          ${counts && counts.total !== steps.length ? html`<span class="mute">${t("build.counts", { total: counts.total })}</span>` : nothing}</p>
        ${trouble(build)}</div>
      <section class="bd-steps" aria-label=${t("build.question")}><h3>${t("build.question")}</h3>
        <p class="mute small">${t("build.legend")}</p>${stepList(record, step, this.#all)}
        ${more ? html`<button type="button" class="small" @click=${all}>${t("build.all", { n: steps.length })}</button>` : nothing}</section>
      <section class="bd-step" aria-label=${t("build.chosen")}>${step === null ? nothing : stepDetails(record, step, stepLog)}</section>
      <section class="bd-file" aria-label=${t("build.source")}><h3>${t("build.source")}</h3>${sources(record, step)}</section>
      <section class="bd-facts" aria-label=${t("build.facts")}><h3>${t("build.facts")}</h3>
        ${facts([
          [t("build.created"), stamp(record.created)],
          [t("build.file"), record.file],
          [t("build.reference"), copyable(record.reference, t("build.reference"))],
          [t("build.exports"), pairs(record.exports)],
          [t("build.args"), pairs(record.args)],
          [t("build.labels"), pairs(record.labels)],
          [t("build.options"), pairs(record.options)],
        ])}
        <h4>${t("build.materials")}</h4>${madeOf(record)}
        ${results(record)}
        <h4>${t("build.images")}</h4>${this.#images(build)}</section></div>`;
  }
}
customElements.define("ls-build", Build);
