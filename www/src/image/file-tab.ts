// Details of the selected path: its kind, its history from layer to layer, and its dead bytes.

import { html, nothing } from "lit";
import type { PathHistory, VersionInfo } from "../../pkg/layerscope.js";
import { copyable, copyButton } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import { offer } from "../app/path-menu.state.ts";
import { Query } from "../app/query.ts";
import { registry } from "../app/registry.ts";
import { saveDirectory, saveVersion } from "../app/saving.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { editable, upperOf } from "../app/upper.ts";
import { absent, compareVersions, contents, copies, life, openContent, readable, shown } from "../content/index.ts";
import { facts } from "../ui/facts.ts";
import { bytes, moment, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";

/** The dead bytes of a path and how they came about. */
function cost(path: PathHistory) {
  if (path.dead === 0) return nothing;
  const steps = path.versions
    .filter((version) => version.change !== "below")
    .map((version) =>
      t(`file.step.${version.change as Exclude<VersionInfo["change"], "below">}`, {
        n: version.layer + 1,
      }),
    )
    .join(t("list.and"));
  const live = path.versions.some((version) => version.live);
  return html`<div class="cost"><strong title=${bytes(path.dead)}>${t("file.cost", { size: size(path.dead) })}</strong>
    <p>${t(live ? "file.cost.live" : "file.cost.gone")} ${steps ? steps[0]?.toUpperCase() + t("file.cost.steps", { steps: steps.slice(1) }) : nothing}</p></div>`;
}

class FileTab extends View {
  #ask = new Query<PathHistory>(this);
  /** How many contents were hashed here: each may be that of other paths. */
  #hashed = 0;
  /** Its version has been scrolled to. */
  #scrolled: object | null = null;

  override uses(s: Readonly<State>) {
    return [
      s.image?.index,
      s.image?.layers,
      s.height,
      s.selected,
      s.merged,
      s.opened,
      s.edits,
      s.proof,
      ...registry.uses("life", s),
    ];
  }

  override render() {
    const { image, height, selected, merged, fileName, edits, proof } = this.state;
    if (!image || !selected) return html`<p class="mute">${t("file.none")}</p>`;
    const { node, layer } = selected;
    const key = [fileName, image.id, node, height, merged, edits, proof, this.#hashed].join(" ");
    const path = this.#ask.want(key, () => engine.ask("path", node, height));
    if (!path) return this.#ask.problem ? this.#ask.instead : html``;
    const slash = path.path.lastIndexOf("/") + 1;
    const version = shown(path, height, layer);
    return html`
      <div class="title"><p class="path mono">${path.path.slice(0, slash)}<b>${path.path.slice(slash)}</b></p>${copyButton(path.path, t("file.path"))}</div>
      <p class=${path.live ? "mute" : "mute gone-line"}>${t(path.kind ? `file.kind.${path.kind}` : "file.kind.nothing")} · ${
        path.live
          ? t("file.live")
          : path.goneBy === null
            ? t("file.gone")
            : path.goneBy === upperOf(this.state)
              ? t("upper.goneBy")
              : t("file.goneBy", { n: path.goneBy + 1 })
      }</p>
      ${editable(this.state) && path.live ? html`<div class="acts"><button type="button" class="small" aria-haspopup="menu" @click=${this.#change}>${t("path.change")}</button></div>` : nothing}
      ${version ? this.#content(path, version) : nothing}
      ${cost(path)}
      ${registry.parts("file", this.state, { path, version })}
      <h3>${t("file.life")}</h3>
      ${life(path, image.layers, version?.layer ?? null)}
      ${version && version.kind !== null ? this.#attributes(path.node, version) : nothing}
      ${copies(path, version)}`;
  }

  #change(event: Event) {
    const { left, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const { selected } = store.state;
    if (selected) offer(selected.node, left, bottom + 2);
  }

  /** The version that is shown: which it is, what it holds, and what can be done with that. */
  #content(path: PathHistory, version: VersionInfo) {
    const { height } = this.state;
    const { layer } = version;
    const several = contents(path).length > 1;
    const small = (name: string, act: () => void) =>
      html`<button type="button" class="small" @click=${act}>${name}</button>`;
    return html`<div class="shown">
      <h3 class=${`L${layer}`}><i class="chip" aria-hidden="true"></i>${layer === upperOf(this.state) ? t("file.content.upper") : t("content.version", { n: layer + 1 })}${version.live ? html` <span class="mute">${t("content.live")}</span>` : nothing}</h3>
      ${
        readable(version)
          ? html`<ls-content .node=${path.node} .version=${version}></ls-content>
          <div class="acts">${small(t("content.open"), openContent)}${several ? small(t("content.compare"), () => compareVersions()) : nothing}${small(t("content.save"), () => saveVersion(path, version))}</div>`
          : html`<div class="none mute">${absent(path, version)}</div>${path.live && version.kind === "dir" ? html`<div class="acts">${small(t("content.saveDirectory"), () => saveDirectory(path, height))}</div>` : nothing}`
      }</div>`;
  }

  #attributes(node: number, version: VersionInfo) {
    return html`<h3>${t("stack.layer", { n: version.layer + 1 })}</h3>
      ${facts([
        [t("file.kind"), version.kind ? t(`file.kind.${version.kind}`) : nothing],
        [
          t("file.size"),
          version.kind === "dir"
            ? nothing
            : html`${size(version.size)} <span class="mute">${bytes(version.size)}</span>`,
        ],
        [t("file.mode"), version.implied ? nothing : html`<span class="mono">${version.mode} ${version.octal}</span>`],
        [t("file.owner"), version.implied ? nothing : html`<span class="mono">${version.owner}</span>`],
        [
          t("file.time"),
          version.mtime === null
            ? nothing
            : html`${moment(version.mtime)}${version.mtimeNanos ? html` <span class="mute mono">.${String(version.mtimeNanos).padStart(9, "0")}</span>` : nothing}`,
        ],
        [t("file.target"), version.target === null ? nothing : copyable(version.target, t("file.target"))],
        [t("file.device"), version.device],
        [
          t("content.sha256"),
          readable(version)
            ? html`<ls-sha256 .node=${node} .version=${version} @hashed=${this.#told}></ls-sha256>`
            : nothing,
        ],
      ])}
      ${
        version.xattrs.length > 0
          ? html`<h3>${t("file.xattrs")}</h3>${facts(version.xattrs.map(({ name, value }) => [name, copyable(value, name)]))}`
          : nothing
      }`;
  }

  #told() {
    this.#hashed++;
    this.requestUpdate();
  }

  override updated() {
    const { selected } = this.state;
    const here = this.querySelector("li.here");
    if (!here || selected === this.#scrolled) return;
    this.#scrolled = selected;
    if (selected?.layer != null) here.scrollIntoView({ block: "nearest" });
  }
}
customElements.define("ls-file-tab", FileTab);
