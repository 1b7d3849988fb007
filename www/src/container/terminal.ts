// The command line below what happened: history by arrows, completion by Tab, its output in the same log.

import { html } from "lit";
import { engine } from "../app/engine.ts";
import { pressed } from "../app/keys.ts";
import type { State } from "../app/store.ts";
import { editable } from "../app/upper.ts";
import { t } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import { execute, history } from "./shell.state.ts";

/** Candidates that are shown. */
const MOST = 24;

class Terminal extends View {
  static override properties = { cwd: { state: true }, choices: { state: true }, busy: { state: true } };
  declare cwd: string;
  /** what Tab could mean */
  declare choices: string[];
  declare busy: boolean;
  #at = 0;
  #container = -1;

  constructor() {
    super();
    this.cwd = "/";
    this.choices = [];
    this.busy = false;
  }

  override uses(s: Readonly<State>) {
    return [s.image?.container?.id, editable(s)];
  }

  override willUpdate() {
    const id = this.state.image?.container?.id ?? -1;
    if (id === this.#container) return;
    this.#container = id;
    this.choices = [];
    this.#at = history.length;
    if (id >= 0)
      engine.ask("cwd").then(
        (cwd) => (this.cwd = cwd),
        () => {},
      );
  }

  get #input() {
    return this.querySelector("input") as HTMLInputElement;
  }

  get #prompt() {
    return `${this.cwd} #`;
  }

  async #submit(event: Event) {
    event.preventDefault();
    const line = this.#input.value.trim();
    if (!line || this.busy) return;
    this.busy = true;
    this.choices = [];
    this.#input.value = "";
    this.cwd = (await execute(line, this.#prompt)) ?? this.cwd;
    this.#at = history.length;
    this.busy = false;
  }

  #recall(to: number) {
    this.#at = Math.max(0, Math.min(history.length, to));
    this.#input.value = history[this.#at] ?? "";
  }

  async #complete() {
    const { value, selectionStart } = this.#input;
    const cursor = selectionStart ?? value.length;
    const { from, candidates } = await engine
      .ask("completeLine", value, cursor)
      .catch(() => ({ from: 0, candidates: [] }));
    if (this.#input.value !== value) return;
    const [first = ""] = candidates;
    let common = first;
    for (const other of candidates) while (!other.startsWith(common)) common = common.slice(0, -1);
    this.choices = candidates.length > 1 ? candidates : [];
    if (common.length <= cursor - from && candidates.length !== 1) return;
    const end = candidates.length === 1 && !common.endsWith("/") ? `${common} ` : common;
    this.#input.setRangeText(end, from, cursor, "end");
  }

  #key(event: KeyboardEvent) {
    const { value, selectionStart } = this.#input;
    const key = pressed(event);
    if (key === "ArrowUp") this.#recall(this.#at - 1);
    else if (key === "ArrowDown") this.#recall(this.#at + 1);
    else if (key === "Escape") {
      this.choices = [];
      this.#input.value = "";
    } else if (key === "Tab" && !event.shiftKey && value && selectionStart === value.length) this.#complete();
    else return;
    event.preventDefault();
  }

  override render() {
    if (!editable(this.state)) return html``;
    const more = this.choices.length - MOST;
    return html`<p class="choices mono" aria-live="polite">${this.choices.slice(0, MOST).join("  ")}${more > 0 ? " …" : ""}</p>
      <form class="prompt mono" @submit=${this.#submit}><label><span class="cwd">${this.#prompt}</span><input class="mono" aria-label=${t("shell.line")} placeholder=${t("shell.hint")} autocomplete="off" autocapitalize="off" spellcheck="false" @keydown=${this.#key}></label></form>`;
  }
}
customElements.define("ls-terminal", Terminal);
