// Details of the selected path: what it is, its life from layer to layer, and what of it is stored for nobody.

import { html, nothing } from "lit";
import { editable, offer, upperOf } from "../state/container.js";
import { engine } from "../state/core.js";
import { store } from "../state/store.js";
import { contents, readable, shown } from "../state/versions.js";
import { compareVersions, openContent } from "../state/viewer.js";
import { bytes, moment, size } from "../text/format.js";
import { t } from "../text/i18n.js";
import { Ask } from "./ask.js";
import "./content.js";
import { copies } from "./copies.js";
import { copyable, copyButton } from "./copy.js";
import { facts } from "./facts.js";
import { life } from "./life.js";
import { saveDirectory, saveVersion } from "./saving.js";
import "./links.js";
import "./sha256.js";
import { View } from "./view.js";
import { absent } from "./whynot.js";

/** @import { PathHistory, VersionInfo } from "../pkg/layerscope.js" */
/** @import { State } from "../state/store.js" */

/** What the dead bytes cost and how they came about. @param {PathHistory} path */
function cost(path) {
  if (path.dead === 0) return nothing;
  const steps = path.versions
    .filter((version) => version.change !== "below")
    .map((version) =>
      t(`file.step.${/** @type {Exclude<VersionInfo["change"], "below">} */ (version.change)}`, {
        n: version.layer + 1,
      }),
    )
    .join(t("list.and"));
  const live = path.versions.some((version) => version.live);
  return html`<div class="cost"><strong title=${bytes(path.dead)}>${t("file.cost", { size: size(path.dead) })}</strong>
    <p>${t(live ? "file.cost.live" : "file.cost.gone")} ${steps ? steps[0]?.toUpperCase() + t("file.cost.steps", { steps: steps.slice(1) }) : nothing}</p></div>`;
}

class FileTab extends View {
  #ask = /** @type {Ask<PathHistory>} */ (new Ask(this));
  /** How many contents were hashed here: each may be that of other paths. */
  #hashed = 0;
  /** Its version has been scrolled to. @type {object | null} */
  #scrolled = null;

  /** @param {Readonly<State>} s */
  uses(s) {
    return [s.image?.index, s.image?.layers, s.height, s.selected, s.merged, s.opened, s.edits, s.proof];
  }

  render() {
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
              ? t("container.goneBy")
              : t("file.goneBy", { n: path.goneBy + 1 })
      }</p>
      ${editable(this.state) && path.live ? html`<div class="acts"><button type="button" class="small" aria-haspopup="menu" @click=${this.#change}>${t("container.change")}</button></div>` : nothing}
      ${version ? this.#content(path, version) : nothing}
      ${cost(path)}
      <ls-links .path=${path} .version=${version}></ls-links>
      <h3>${t("file.life")}</h3>
      ${life(path, image.layers, version?.layer ?? null)}
      ${version && version.kind !== null ? this.#attributes(path.node, version) : nothing}
      ${copies(path, version)}`;
  }

  /** @param {Event} event */
  #change(event) {
    const { left, bottom } = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const { selected } = store.state;
    if (selected) offer(selected.node, left, bottom + 2);
  }

  /** The version that is shown: which it is, what it holds, and what can be done with that. @param {PathHistory} path @param {VersionInfo} version */
  #content(path, version) {
    const { height } = this.state;
    const { layer } = version;
    const several = contents(path).length > 1;
    const small = (/** @type {string} */ name, /** @type {() => void} */ act) =>
      html`<button type="button" class="small" @click=${act}>${name}</button>`;
    return html`<div class="shown">
      <h3 class=${`L${layer}`}><i class="chip" aria-hidden="true"></i>${layer === upperOf(this.state) ? t("container.content") : t("content.version", { n: layer + 1 })}${version.live ? html` <span class="mute">${t("content.live")}</span>` : nothing}</h3>
      ${
        readable(version)
          ? html`<ls-content .node=${path.node} .version=${version}></ls-content>
          <div class="acts">${small(t("content.open"), openContent)}${several ? small(t("content.compare"), () => compareVersions()) : nothing}${small(t("content.save"), () => saveVersion(path, version))}</div>`
          : html`<div class="none mute">${absent(path, version)}</div>${path.live && version.kind === "dir" ? html`<div class="acts">${small(t("content.saveDirectory"), () => saveDirectory(path, height))}</div>` : nothing}`
      }</div>`;
  }

  /** @param {number} node @param {VersionInfo} version */
  #attributes(node, version) {
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

  updated() {
    const { selected } = this.state;
    const here = this.querySelector("li.here");
    if (!here || selected === this.#scrolled) return;
    this.#scrolled = selected;
    if (selected?.layer != null) here.scrollIntoView({ block: "nearest" });
  }
}
customElements.define("ls-file-tab", FileTab);
