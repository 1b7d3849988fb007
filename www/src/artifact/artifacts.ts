// What is open and is no image: the list of artifacts, and the one that is looked at. A page of its own, or a tab beside an image.

import "./blobs.ts";
import { html, nothing } from "lit";
import type { ArtifactInfo } from "../../pkg/layerscope.js";
import { copyable } from "../app/copy.ts";
import { imageName } from "../app/image-name.ts";
import { chooseImage } from "../app/opening.state.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { facts } from "../ui/facts.ts";
import { number, short, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";
import { annotations } from "./annotations.ts";
import { showArtifact, wantArtifacts } from "./artifact.state.ts";

const kindOf = ({ kind }: ArtifactInfo) => textOf(`artifact.kind.${kind}`) ?? kind;
const nameOf = ({ names, blobs, digest }: ArtifactInfo) =>
  names[0] ?? blobs.find(({ title }) => title)?.title ?? short(digest);

class Artifacts extends View {
  /** It is the page, not a tab. */
  static override properties = { alone: { type: Boolean } };
  declare alone: boolean;
  #list = new Query<ArtifactInfo[]>(this);

  constructor() {
    super();
    this.alone = false;
  }

  override uses(s: Readonly<State>) {
    return [s.phase, s.opened, s.artifact, s.image?.index];
  }

  #row(artifact: ArtifactInfo, chosen: boolean) {
    const { image } = this.state;
    const stored = artifact.blobs.reduce((sum, { stored, size }) => sum + (stored ?? size ?? 0), 0);
    const mine = image && artifact.subject?.images.includes(image.index);
    return html`<li><button type="button" aria-current=${chosen} @click=${() => showArtifact(artifact.index)}>
      <span class="kind">${kindOf(artifact)}</span><span class="num mute">${size(stored)}</span>
      <span class="name mono">${nameOf(artifact)}</span>${mine ? html`<span class="mine mute">${t("artifact.about.this")}</span>` : nothing}</button></li>`;
  }

  #subject({ subject }: ArtifactInfo) {
    if (!subject) return nothing;
    const { images = [] } = this.state.opened ?? {};
    const shown = subject.images.flatMap((index) => images.filter((image) => image.index === index));
    const other = subject.artifact;
    return html`<div>${shown.map((image) => html`<button type="button" class="link" @click=${() => chooseImage(image.index)}>${t("artifact.about.image", { image: [imageName(image), image.platform].filter(Boolean).join(" · ") })}</button> `)}
      ${other !== null ? html`<button type="button" class="link" @click=${() => showArtifact(other)}>${t("artifact.about.artifact")}</button>` : nothing}
      ${shown.length === 0 && other === null ? html`<span class="mute">${t("artifact.about.nothing")}</span>` : nothing}</div>
      ${copyable(subject.digest, t("artifact.about"))}<span class="place mute">${textOf(`artifact.by.${subject.by}`)}</span>`;
  }

  #artifact(artifact: ArtifactInfo) {
    const { names, artifactType, digest, file, here } = artifact;
    return html`<section class="artifact" aria-label=${nameOf(artifact)}>
      <div class="title"><h3>${kindOf(artifact)}</h3><span class="mono name">${nameOf(artifact)}</span></div>
      ${here ? nothing : html`<p class="gone-line">${t("artifact.missing")}</p>`}
      ${facts([
        [t("artifact.names"), names.length > 1 ? names.map((name) => html`<div class="mono">${name}</div>`) : nothing],
        [t("artifact.type"), artifactType ? html`<span class="mono">${artifactType}</span>` : nothing],
        [t("artifact.digest"), copyable(digest, t("artifact.digest"))],
        [t("artifact.about"), this.#subject(artifact)],
        [t("artifact.file"), html`<span class="mono">${file}</span>`],
      ])}
      <ls-blobs .of=${artifact}></ls-blobs>
      ${artifact.annotations.length > 0 ? html`<h3>${t("artifact.annotations")}</h3>${annotations(artifact.annotations)}` : nothing}
    </section>`;
  }

  override render() {
    const { opened, phase, artifact } = this.state;
    if (!opened || opened.artifacts === 0 || this.alone !== (phase === "artifacts")) return html``;
    const list = wantArtifacts(this.#list);
    const chosen = list?.[artifact];
    const head = this.alone
      ? html`<h2>${t("artifact.alone", { file: opened.file })}</h2><p class="mute">${t("artifact.alone.text")}</p>
        ${opened.problems.map((problem) => html`<p class="gone-line">${icons.warning} ${wording(problem)}</p>`)}`
      : nothing;
    return html`<div class="artifacts ${this.alone ? "alone" : ""}">
      <div class="list">${head}<h3>${t("artifact.count", { n: number(opened.artifacts) })}</h3>
        ${list ? html`<ul>${list.map((one) => this.#row(one, one.index === artifact))}</ul>` : this.#list.instead}</div>
      ${chosen ? this.#artifact(chosen) : nothing}</div>`;
  }
}
customElements.define("ls-artifacts", Artifacts);

/** The page of an archive that holds artifacts alone. */
class ArtifactsPage extends Artifacts {
  constructor() {
    super();
    this.alone = true;
  }
}
customElements.define("ls-artifacts-page", ArtifactsPage);
