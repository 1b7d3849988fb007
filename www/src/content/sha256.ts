// What a version's content hashes to: known from its layer's proof, else made when a person looks at it.

import { html } from "lit";
import type { ProblemInfo, VersionInfo } from "../../pkg/layerscope.js";
import { announce } from "../app/actions.ts";
import { copyable } from "../app/copy.ts";
import { engine } from "../app/engine.ts";
import { upperOf } from "../app/upper.ts";
import { asProblem } from "../core/problem.ts";
import { isCancelled, RETRY_MS } from "../core/retry.ts";
import { percent } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { wording } from "../ui/wording.ts";

/** Content of so many bytes at most is hashed unasked. */
const UNASKED = 16 << 20;
/** A hard link does not tell how much that would be. */
const unasked = ({ kind, size }: VersionInfo) => kind === "file" && size <= UNASKED;
/** A placeholder of a hash's width. */
const ROOM = "0".repeat(64);

class Sha256 extends View {
  static override properties = { node: { type: Number }, version: { attribute: false } };
  declare node: number;
  declare version: VersionInfo | null;

  /** Of which version the following is. */
  #key = "";
  #hash: string | null = null;
  #problem: ProblemInfo | null = null;
  /** How far it is, as people read it; null = nothing is under way. */
  #running: string | null = null;
  /** The button had the focus: what takes its place gets it. */
  #focused = false;

  constructor() {
    super();
    this.node = 0;
    this.version = null;
  }

  override willUpdate() {
    const { version } = this;
    const { fileName, image, edits } = this.state;
    const changing = version?.layer === upperOf(this.state) ? edits : "";
    const key = [fileName, image?.index, image?.id, image?.container?.id, this.node, version?.layer, changing].join(
      " ",
    );
    if (key === this.#key) return;
    this.#key = key;
    this.#hash = this.#problem = this.#running = null;
    this.#focused = false;
    if (version && !version.sha256 && unasked(version)) this.#make(version, false);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#key = "";
  }

  /** @param asked by the person: then the page announces the hash */
  async #make(version: VersionInfo, asked: boolean) {
    const key = this.#key;
    const mine = () => key === this.#key;
    this.#problem = null;
    this.#running = percent(0, 1);
    this.requestUpdate();
    try {
      const hash = await engine.sha256(this.node, version.layer, (done, total) => {
        if (!mine()) return;
        this.#running = percent(done, total);
        this.requestUpdate();
      });
      if (!mine()) return;
      this.#hash = hash;
      if (asked) announce(t("content.sha256.done"));
      this.dispatchEvent(new CustomEvent("hashed"));
    } catch (error) {
      if (!mine()) return;
      // Ended for another path's sake: who still looks at this one wants it as before.
      if (!isCancelled(error)) this.#problem = asProblem(error);
      else if (!asked) setTimeout(() => mine() && this.#make(version, false), RETRY_MS);
    }
    this.#running = null;
    this.requestUpdate();
  }

  #click() {
    if (this.#running !== null || !this.version) return;
    this.#focused = true;
    this.#make(this.version, true);
  }

  override render() {
    const { version } = this;
    const name = t("content.sha256");
    const hash = version?.sha256 ?? this.#hash;
    if (hash) return copyable(hash, name);
    if (!version) return html``;
    return html`<span class="hashing"><span class="room" aria-hidden="true">${copyable(ROOM, name)}</span><span class="now">${this.#now(version)}</span></span>`;
  }

  /** The content while there is no hash. */
  #now(version: VersionInfo) {
    const running = this.#running === null ? "" : t("content.sha256.running", { percent: this.#running });
    if (unasked(version) && !this.#problem) return html`<span class="mute">${running}</span>`;
    return html`${this.#problem ? html`<span class="gone-line">${wording(this.#problem)}</span> ` : ""}<button type="button" class="small" aria-disabled=${running ? "true" : "false"} @click=${this.#click}>${running || t("content.sha256.make")}</button>`;
  }

  override updated() {
    if (!this.#focused || this.#running !== null) return;
    this.#focused = false;
    const { activeElement } = document;
    if (activeElement === document.body || this.contains(activeElement))
      (this.querySelector(".now button, .copyable > .copy") as HTMLElement | null)?.focus();
  }
}
customElements.define("ls-sha256", Sha256);
