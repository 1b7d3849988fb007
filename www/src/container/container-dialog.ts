// One dialog for whatever a change of a container has to be asked: its fields, what is wrong with them, the system's refusal.

import { html, nothing } from "lit";
import { Query } from "../app/query.ts";
import type { State } from "../app/store.ts";
import { number, size } from "../ui/format.ts";
import { t, textOf as wordsOf } from "../ui/i18n.ts";
import { View } from "../ui/view.ts";
import type { Filled } from "./acts.ts";
import { carryOut, EMPTY, equivalent, textOf } from "./acts.ts";
import { commit } from "./commit.ts";
import type { Asking } from "./container.state.ts";
import { ask, removeContainer } from "./container.state.ts";
import type { Field } from "./fields.ts";
import { fieldsOf, modeWords } from "./fields.ts";

class ContainerDialog extends View {
  static override properties = {
    filled: { state: true },
    why: { state: true },
    ready: { state: true },
    busy: { state: true },
  };
  declare filled: Filled;
  /** The system's refusal, or the fault of a field. */
  declare why: string;
  declare ready: boolean;
  declare busy: boolean;

  #line = new Query<string>(this);
  #asked: Asking | null = null;
  #opener: Element | null = null;

  constructor() {
    super();
    this.filled = EMPTY;
    this.why = "";
    this.ready = true;
    this.busy = false;
  }

  override uses(s: Readonly<State>) {
    return [s.asking, s.image?.container];
  }

  override willUpdate() {
    const { asking } = this.state;
    if (asking === this.#asked) return;
    if (asking && !this.#asked) this.#opener = document.activeElement;
    this.#asked = asking;
    this.why = "";
    this.busy = false;
    this.ready = true;
    if (asking) this.#prepare(asking);
  }

  #prepare({ act, path, folder }: Asking) {
    const version = path?.versions.findLast(({ kind, layer }) => kind !== null && layer <= this.state.height);
    this.filled = {
      ...EMPTY,
      path: act === "rename" ? (path?.path ?? "") : folder,
      target: act === "symlink" ? (path?.path ?? "") : "",
      mode: version?.octal.replace(/^0(?=.{3,})/, "") ?? "",
      owner: version?.owner ?? "",
      createdBy: this.state.image?.container?.command ?? "",
    };
    if (act !== "edit" || !path) return;
    this.ready = false;
    textOf(path).then(
      (found) => {
        if (this.#asked?.path !== path) return;
        this.ready = found !== null;
        if (found) this.filled = { ...this.filled, ...found };
        else this.why = t("container.notText");
        this.updateComplete.then(() => this.#focus());
      },
      (problem) => (this.why = problem.message),
    );
  }

  async #submit(event: Event) {
    event.preventDefault();
    const asking = this.#asked;
    if (!asking || this.busy || !this.ready) return;
    const wrong = fieldsOf(asking.act).find(({ check }) => check && !check(this.filled))?.name;
    const words = wrong && wordsOf(`container.wrong.${wrong}`);
    if (words) {
      this.why = words;
      return;
    }
    this.busy = true;
    if (asking.act === "remove") {
      const { container } = this.state.image ?? {};
      if (container) await removeContainer(container.id);
    } else if (asking.act === "commit") {
      this.why = (await commit(this.filled)) ?? "";
    } else {
      this.why = (await carryOut(asking.act, asking.path, this.filled)) ?? "";
    }
    this.busy = false;
    if (!this.why && this.#asked === asking) ask(null);
  }

  #field({ name, long, rows = 9 }: Field) {
    const label = t(`container.field.${name}`);
    const input = (event: Event) =>
      (this.filled = { ...this.filled, [name]: (event.target as HTMLInputElement).value });
    return html`<label><span class="rw-label">${label}</span>${
      long
        ? html`<textarea rows=${rows} class="mono" spellcheck="false" .value=${this.filled[name]} ?disabled=${!this.ready} @input=${input}></textarea>`
        : html`<input class="mono" autocomplete="off" spellcheck="false" .value=${this.filled[name]} @input=${input}>`
    }</label>${name === "createdBy" ? html`<p class="mute">${t("container.createdBy.text")}</p>` : nothing}${name === "mode" ? html`<p class="mono mute" aria-live="polite">${modeWords(this.filled.mode)}</p>` : nothing}`;
  }

  override render() {
    const { asking, image } = this.state;
    const container = image?.container;
    const close = () => ask(null);
    const words = asking
      ? t(
          asking.act === "remove" || asking.act === "commit"
            ? `container.${asking.act}`
            : `container.act.${asking.act}`,
        )
      : "";
    const go = asking?.act === "remove" || asking?.act === "commit" ? words : t("container.go");
    return html`<dialog class="rw-dialog" aria-labelledby="rw-title" @close=${close}>${
      asking
        ? html`<form method="dialog" @submit=${this.#submit}>
        <h2 id="rw-title">${words}</h2>
        ${asking.path && asking.act !== "newFile" && asking.act !== "newFolder" ? html`<p class="mono path-line">${asking.path.path}</p>` : nothing}
        ${asking.act === "remove" && container ? html`<p>${t("container.remove.text", { n: number(container.entries), size: size(container.bytes) })}</p>` : nothing}
        ${asking.act === "commit" ? html`<p>${t("container.commit.text")}</p>` : nothing}
        ${fieldsOf(asking.act).map((field) => this.#field(field))}
        ${this.#equals(asking)}
        <p class="why" role="alert">${this.why}</p>
        <div class="rw-dialog-acts"><button type="button" @click=${close}>${t("container.cancel")}</button><button type="submit" class="primary" ?disabled=${this.busy || !this.ready}>${go}</button></div>
      </form>`
        : nothing
    }</dialog>`;
  }

  /** The command line that this is. */
  #equals({ act, path }: Asking) {
    if (act === "remove" || act === "commit" || !this.ready) return nothing;
    const { text, ...rest } = this.filled;
    const key = JSON.stringify([act, path?.path, rest, text.length]);
    const line = this.#line.want(key, () => equivalent(act, path, this.filled));
    return html`<p class="equals mute">${t("shell.equals")} <code>${line ?? ""}</code></p>`;
  }

  #focus() {
    const field = this.querySelector("input, textarea:not([disabled])") as HTMLInputElement | null;
    field?.focus();
    const end = field?.value.length ?? 0;
    // A name is what will be changed, not the folders before it.
    const name =
      field instanceof HTMLInputElement && field.value.startsWith("/") ? field.value.lastIndexOf("/") + 1 : 0;
    if (field)
      field.setSelectionRange(
        field instanceof HTMLInputElement ? name : 0,
        field instanceof HTMLInputElement ? end : 0,
      );
  }

  override updated() {
    const dialog = this.querySelector("dialog") as HTMLDialogElement;
    const { asking } = this.state;
    if (asking && !dialog.open) {
      dialog.showModal();
      this.#focus();
    } else if (!asking && dialog.open) {
      dialog.close();
      const back =
        this.#opener instanceof HTMLElement && this.#opener.isConnected && this.#opener !== document.body
          ? this.#opener
          : null;
      (back ?? (document.querySelector('.grid [data-index][tabindex="0"], .grid') as HTMLElement | null))?.focus({
        preventScroll: true,
      });
    }
  }
}
customElements.define("ls-container-dialog", ContainerDialog);
