// Attestations of the image: who says what about it, and each statement as text, when it is asked for.

import { html, nothing } from "lit";
import type { ImageInfo, ProblemInfo } from "../../pkg/layerscope.js";
import { copyable, copyButton } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import type { State } from "../app/store.ts";
import { bytes, size } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";

export type Attestation = ImageInfo["attestations"][number];

/** Characters that are shown: an SBOM may have millions, and drawing them would hold up the page. */
const SHOWN = 200_000;

class Attestations extends View {
  static override properties = { texts: { state: true } };
  /** The open statements: a text, a problem, or null while the page reads it. */
  declare texts: Map<string, string | ProblemInfo | null>;
  #of: object | null = null;

  constructor() {
    super();
    this.texts = new Map();
  }

  override uses(s: Readonly<State>) {
    return [s.image?.index, s.opened];
  }

  override willUpdate() {
    const { opened, image } = this.state;
    const of = image?.attestations ?? opened;
    if (of !== this.#of) this.texts = new Map();
    this.#of = of;
  }

  /** Opens a statement, or closes it. */
  #read(at: number, statement: number) {
    const key = `${at} ${statement}`;
    const texts = this.texts;
    const put = (text: string | ProblemInfo | null) => {
      texts.set(key, text);
      if (texts === this.texts) this.requestUpdate();
    };
    if (texts.delete(key)) return this.requestUpdate();
    put(null);
    engine.statement(at, statement).then(put, (problem: ProblemInfo) => put(problem));
  }

  #text(text: string | ProblemInfo | null | undefined, what: string) {
    if (text === undefined) return nothing;
    if (text === null) return html`<p class="wide mute">${t("image.loading")}</p>`;
    if (typeof text !== "string") return html`<p class="wide gone-line">${wording(text)}</p>`;
    const cut = text.length > SHOWN;
    return html`<div class="wide">${cut ? html`<p class="mute">${t("image.cut", { shown: size(SHOWN), all: size(text.length) })}</p>` : nothing}
      <div class="command"><pre class="statement-text" tabindex="0" aria-label=${what}>${cut ? text.slice(0, SHOWN) : text}</pre>${copyButton(text, what)}</div></div>`;
  }

  #attestation({ digest, subject, statements }: Attestation, at: number) {
    return html`<div class="attestation">
      ${copyable(digest, t("image.attestations"))}
      ${subject ? html`<div class="mute">${t("image.subject")} <span class="mono">${subject}</span></div>` : nothing}
      ${statements.map((statement, i) => {
        const text = this.texts.get(`${at} ${i}`);
        const open = text !== undefined;
        const label = open ? nothing : t("image.readThis", { what: statement.predicate });
        return html`<div class="statement"><span class="mono" title=${statement.digest}>${statement.predicate}</span>
          ${
            statement.here
              ? html`<span class="num" title=${bytes(statement.size)}>${size(statement.size)}</span>
                <button type="button" class="small" aria-expanded=${open} aria-label=${label} @click=${() => this.#read(at, i)}>${t(open ? "image.hide" : "image.read")}</button>`
              : html`<span class="mute">${t("image.notHere")}</span>`
          }
          <div class="wide mute">${copyable(statement.digest, t("image.statement"))}</div>
          ${this.#text(text, statement.predicate)}</div>`;
      })}</div>`;
  }

  override render() {
    const attestations = this.state.image?.attestations ?? [];
    if (attestations.length === 0) return html``;
    return html`<div class="doc-head"><h3>${t("image.attestations")}</h3><span class="mute">${t("image.attestations.as")}</span></div>
      ${attestations.map((attestation, at) => this.#attestation(attestation, at))}`;
  }
}
customElements.define("ls-attestations", Attestations);
