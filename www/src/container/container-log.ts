// "What happened": each step in the container and what it did below, in words with numbers. The newest is at the end.

import "./terminal.ts";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { State } from "../app/store.ts";
import { number } from "../ui/format.ts";
import { t } from "../ui/i18n.ts";
import { icons } from "../ui/icons.ts";
import { View } from "../ui/view.ts";
import type { Happening } from "./log.state.ts";
import { forgetLog } from "./log.state.ts";
import { effectLine, folded, happeningWords } from "./words.ts";

/** Effects of one step that are listed one by one. */
const MOST = 12;

class ContainerLog extends View {
  static override properties = { folded: { state: true } };
  declare folded: boolean;
  #last = 0;

  constructor() {
    super();
    this.folded = false;
  }

  override uses(s: Readonly<State>) {
    return [s.phase, s.log, s.image?.container];
  }

  #entry(happening: Happening) {
    const { refusal, command } = happening;
    const effects = folded(happening.effects);
    const more = effects.length - MOST;
    return html`<div class=${refusal ? "step refused" : "step"}>
      <p class="did">${command ? html`<code>${command}</code>` : nothing} <span>${happeningWords(happening)}</span></p>
      ${(happening.printed ?? []).map(({ text, error }) => html`<pre class=${error ? "printed error" : "printed"}>${text}</pre>`)}
      ${refusal ? html`<p class="gone-line mono">${refusal}</p>` : nothing}
      ${effects.slice(0, MOST).map((effect) => effectLine(effect))}
      ${more > 0 ? html`<p class="mute">${t("container.more", { n: number(more) })}</p>` : nothing}
    </div>`;
  }

  override render() {
    const { phase, log, image } = this.state;
    const shown = phase === "explore" && (log.length > 0 || image?.container);
    this.hidden = !shown;
    if (!shown) return html``;
    const fold = t(this.folded ? "container.unfold" : "container.fold");
    return html`<section class=${this.folded ? "happened folded" : "happened"} aria-labelledby="happened">
      <div class="head"><h3 id="happened">${t("container.happened")}</h3>
        ${image?.container ? nothing : html`<button type="button" class="quiet icon-only" aria-label=${t("action.close")} title=${t("action.close")} @click=${forgetLog}>${icons.cross}</button>`}
        <button type="button" class="quiet icon-only" aria-expanded=${!this.folded} aria-label=${fold} title=${fold} @click=${() => (this.folded = !this.folded)}>${this.folded ? icons.up : icons.down}</button></div>
      <div role="log" aria-live="polite" tabindex="0" aria-labelledby="happened" ?hidden=${this.folded}>
        ${
          log.length === 0
            ? html`<p class="mute">${t("container.nothing")}</p>`
            : repeat(
                log,
                ({ id }) => id,
                (happening) => this.#entry(happening),
              )
        }
      </div>
      ${this.folded ? nothing : html`<ls-terminal></ls-terminal>`}
    </section>`;
  }

  override updated() {
    const last = this.state.log.at(-1)?.id ?? 0;
    if (last === this.#last) return;
    this.#last = last;
    // The step's first line is to be seen, however much it did.
    const list = this.querySelector('[role="log"]');
    const step = list?.lastElementChild as HTMLElement | null;
    if (list && step) list.scrollTop = step.offsetTop - 4;
  }
}
customElements.define("ls-container-log", ContainerLog);
