// Where a link leads inside the merged view, step by step, and all names of a hard-linked content: each a way to go there.

import { html, nothing } from "lit";
import type { PathHistory, ResolvedLink, ResolvedPath, VersionInfo } from "../../pkg/layerscope.js";
import { reveal } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { why } from "./links.state.ts";

const way = ({ node, path }: ResolvedPath | ResolvedLink["hops"][number], text: unknown = path) =>
  node === null
    ? html`<span class="mono">${text}</span>`
    : html`<button type="button" class="link mono" title=${t("links.to", { path })} @click=${() => reveal(node)}>${text}</button>`;

/** The end of a link, in words where the target does not exist. */
function end(follow: ResolvedLink, hard: boolean) {
  const { at } = follow;
  const words = why(follow);
  if (words)
    return html`<p class="to bad">→ ${way(at)}</p><p class=${follow.end === "runtime" ? "mute" : "gone-line"}>${words}</p>`;
  const gone = hard && at.kind === null;
  return html`<p class="to">→ ${way(at, html`<b>${at.path}</b>`)}${at.kind ? html` <span class="mute">${t(`file.kind.${at.kind}`)}</span>` : nothing}</p>
    ${hard ? html`<p class="mute">${gone ? t("links.hard.gone", { n: at.goneBy === null ? null : at.goneBy + 1 }) : t("links.hard")}</p>` : nothing}`;
}

class Links extends View {
  static override properties = { path: { attribute: false }, version: { attribute: false } };
  declare path: PathHistory | null;
  /** The version whose attributes are shown. */
  declare version: VersionInfo | null;
  #ask = new Query<ResolvedLink>(this);

  constructor() {
    super();
    this.path = null;
    this.version = null;
  }

  override uses(s: Readonly<State>) {
    return [s.height, s.merged, s.image?.id, s.selected, s.edits];
  }

  /** The height at which this version is what is seen: the page's own, unless another version was asked for. */
  get #height() {
    const { path, version } = this;
    const { height, selected } = this.state;
    return version && (selected?.layer === version.layer || !path?.live) ? version.layer : height;
  }

  override render() {
    const { path, version } = this;
    const { image, fileName, merged, height, edits } = this.state;
    const kind = version?.kind;
    if (!path || !image || (kind !== "symlink" && kind !== "hardlink" && kind !== "file")) return html``;
    const at = this.#height;
    const key = [fileName, image.id, image.index, path.node, at, merged, edits].join(" ");
    const follow = this.#ask.want(key, () => engine.ask("follow", path.node, at));
    if (!follow || follow.end === "gone") return html``;
    const link = kind !== "file";
    const via = follow.hops.slice(1);
    return html`
      ${
        link
          ? html`<h3>${t("links.title")}</h3>${end(follow, kind === "hardlink")}
        ${via.length > 0 ? html`<p class="via mute">${t("links.via")} ${via.map((hop, i) => html`${i > 0 ? t("list.and") : nothing}${way(hop)}`)}</p>` : nothing}
        ${at === height ? nothing : html`<p class="mute">${t("links.at", { n: at + 1 })}</p>`}`
          : nothing
      }
      ${follow.names.length > 0 ? this.#names(follow, path.node) : nothing}`;
  }

  #names({ names, more }: ResolvedLink, node: number) {
    return html`<h3>${t("links.names")}</h3>
      <ul class="names">${names.map(
        (spot) =>
          html`<li>${spot.node === node ? html`<b class="mono">${spot.path}</b> <span class="mute">${t("links.here")}</span>` : way(spot)}</li>`,
      )}</ul>
      ${more > 0 ? html`<p class="mute">${t("links.more", { n: number(more) })}</p>` : nothing}`;
  }
}
customElements.define("ls-links", Links);
