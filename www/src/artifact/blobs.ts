// The blobs of an artifact: media type, size, digest and its proof; each opens as text, as indented JSON or as the files of a tar.

import { html, nothing } from "lit";
import type { ArtifactInfo, BlobEntry, BlobInfo, BlobView, ContentSource, ProblemInfo } from "../../pkg/layerscope.js";
import { copyable, copyButton } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import { asProblem } from "../core/problem.ts";
import { isCancelled } from "../core/retry.ts";
import { bytes, number, size } from "../ui/format.ts";
import { t, textOf } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";

/** Bytes that are hashed without being asked for: more would hold up a slow disk for no one. */
const HASHED = 256 << 20;
/** Entries that are drawn at once. */
const PAGE = 300;

type Proof = "ok" | "mismatch" | "running" | "unknown";

class Blobs extends View {
  static override properties = { of: { attribute: false } };
  declare of: ArtifactInfo | null;
  #shown = "";
  #proofs = new Map<number, Proof>();
  /** Open blobs, and open entries of their tars. null = it is being read. */
  #open = new Map<string, BlobView | ProblemInfo | null>();
  #entries = PAGE;

  constructor() {
    super();
    this.of = null;
  }

  override willUpdate() {
    const { of } = this;
    const shown = of ? `${of.index} ${of.digest}` : "";
    if (!of || shown === this.#shown) return;
    this.#shown = shown;
    this.#proofs = new Map();
    this.#open = new Map();
    this.#entries = PAGE;
    this.#proveAll(of);
  }

  async #proveAll(of: ArtifactInfo) {
    for (const [at, { stored }] of of.blobs.entries()) {
      if (stored !== null && stored <= HASHED) await this.#prove(of, at);
      if (this.of !== of) return;
    }
  }

  async #prove(of: ArtifactInfo, at: number) {
    const proofs = this.#proofs;
    const put = (proof: Proof) => {
      proofs.set(at, proof);
      this.requestUpdate();
    };
    const [algorithm, expected] = of.blobs[at]?.digest.split(":") ?? [];
    if (algorithm !== "sha256") return put("unknown");
    put("running");
    try {
      put((await engine.blobHash(of.index, at)) === expected?.toLowerCase() ? "ok" : "mismatch");
    } catch (error) {
      if (isCancelled(error)) proofs.delete(at);
      else put("unknown");
    }
  }

  /** Opens something, or closes it. */
  #toggle(key: string, read: () => Promise<BlobView>) {
    const open = this.#open;
    const put = (view: BlobView | ProblemInfo | null) => {
      open.set(key, view);
      this.requestUpdate();
    };
    if (open.delete(key)) return this.requestUpdate();
    put(null);
    read().then(put, (error) =>
      isCancelled(error) ? open.delete(key) && this.requestUpdate() : put(asProblem(error)),
    );
  }

  #opener(key: string, what: string, read: () => Promise<BlobView>) {
    const open = this.#open.has(key);
    const label = open ? nothing : t("artifact.openThis", { what });
    return html`<button type="button" class="small" aria-expanded=${open} aria-label=${label} @click=${() => this.#toggle(key, read)}>${t(open ? "artifact.close" : "artifact.open")}</button>`;
  }

  #view(key: string, what: string, length: number): unknown {
    const view = this.#open.get(key);
    if (view === undefined) return nothing;
    if (view === null) return html`<p class="wide mute">${t("artifact.opening")}</p>`;
    if (!("codec" in view)) return html`<p class="wide gone-line">${wording(view)}</p>`;
    const { text, entries, cut, problem } = view;
    const kind = textOf(`artifact.what.${view.what}`) ?? textOf(`content.what.${view.what}`) ?? view.what;
    return html`<div class="wide">
      ${cut && text !== null ? html`<p class="mute">${t("artifact.cut", { size: size(text.length) })}</p>` : nothing}
      ${text === null ? nothing : html`<div class="command"><pre tabindex="0" aria-label=${what}>${text}</pre>${copyButton(text, what)}</div>`}
      ${entries ? this.#files(key, entries, view.more) : nothing}
      ${text === null && !entries ? html`<p class="mute">${t("artifact.binary", { what: [kind, view.detail].filter(Boolean).join(", "), size: size(length) })}</p>` : nothing}
      ${problem ? html`<p class="gone-line">${wording(problem)}</p>` : nothing}</div>`;
  }

  #files(key: string, entries: BlobEntry[], more: boolean) {
    const left = entries.length - this.#entries;
    const next = () => {
      this.#entries += PAGE;
      this.requestUpdate();
    };
    return html`<p class="mute">${t("artifact.files", { n: number(entries.length) })}</p>
      <ul class="entries">${entries.slice(0, this.#entries).map((entry, at) => this.#entry(`${key} ${at}`, entry))}</ul>
      ${left > 0 ? html`<button type="button" class="more" @click=${next}>${t("artifact.more", { n: number(Math.min(PAGE, left)) })}</button>` : nothing}
      ${more ? html`<p class="mute">${t("artifact.files.more")}</p>` : nothing}`;
  }

  #entry(key: string, { path, kind, mode, size: length, target, content }: BlobEntry) {
    const read = (source: ContentSource) => () => engine.openEntry(source);
    return html`<li class="statement"><span class="mono" title=${mode}>${path}${kind === "dir" ? "/" : nothing}${target ? html` <span class="mute">→ ${target}</span>` : nothing}</span>
      ${content ? html`<span class="num" title=${bytes(length)}>${size(length)}</span>${this.#opener(key, path, read(content))}` : nothing}
      ${this.#view(key, path, length)}</li>`;
  }

  #proof(at: number, { stored }: BlobInfo) {
    const { of } = this;
    if (stored === null || !of) return nothing;
    const proof = this.#proofs.get(at);
    if (!proof)
      return html`<button type="button" class="small" @click=${() => this.#prove(of, at)}>${t("artifact.verify")}</button>`;
    const icon = proof === "ok" ? icons.check : proof === "mismatch" ? icons.cross : nothing;
    return html`<span class=${`proof ${proof}`}>${icon} ${t(`artifact.verify.${proof}`)}</span>`;
  }

  #blob(of: ArtifactInfo, blob: BlobInfo, at: number) {
    const { title, config, mediaType, digest, stored, size: named } = blob;
    const what = title ?? (mediaType || digest);
    const length = stored ?? named ?? 0;
    return html`<li class="statement blob"><span>${config ? html`<b>${t("artifact.config")}</b> ` : nothing}${title ? html`<b class="mono">${title}</b> ` : nothing}<span class="mono type">${mediaType || t("artifact.untyped")}</span></span>
      <span class="num" title=${bytes(length)}>${size(length)}</span>
      ${stored === null ? html`<span class="mute">${t("artifact.notHere")}</span>` : this.#opener(`${at}`, what, () => engine.openBlob(of.index, at))}
      <div class="wide mute">${copyable(digest, t("artifact.digest"))} ${this.#proof(at, blob)}</div>
      ${stored !== null && named !== null && stored !== named ? html`<p class="wide gone-line">${t("artifact.sizeDiffers", { size: bytes(named) })}</p>` : nothing}
      ${this.#view(`${at}`, what, length)}</li>`;
  }

  override render() {
    const { of } = this;
    if (!of || of.blobs.length === 0) return html``;
    return html`<h3>${t("artifact.blobs")}</h3><ul class="blobs">${of.blobs.map((blob, at) => this.#blob(of, blob, at))}</ul>`;
  }
}
customElements.define("ls-blobs", Blobs);
