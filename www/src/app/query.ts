// One question a view asks the engine: asked again when its key changes, the old answer shown until the new one is there.

import type { ReactiveControllerHost } from "lit";
import { html } from "lit";
import type { ProblemInfo } from "../../pkg/layerscope.js";
import { asProblem } from "../core/problem.ts";
import { isCancelled, RETRY_MS } from "../core/retry.ts";
import { t } from "../ui/i18n.ts";
import { wording } from "../ui/wording.ts";
import { store } from "./store.ts";

/** Which image is shown. */
function shown() {
  const { fileName, image } = store.state;
  return [fileName, image?.index, image?.id].join(" ");
}

export class Query<T> {
  #host: ReactiveControllerHost;
  #key = "";
  #of = "";
  value: T | null = null;
  /** Why there is no answer. */
  problem: ProblemInfo | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** @param about what it is about beside the shown image: of another one, no old answer is shown */
  want(key: string, ask: () => Promise<T>, about: string = "") {
    const of = `${shown()}\n${about}`;
    const whole = `${of}\n${key}`;
    if (whole === this.#key) return this.value;
    if (of !== this.#of) this.value = null;
    this.#of = of;
    this.#key = whole;
    this.problem = null;
    ask().then(
      (value) => this.#end(whole, { value }),
      (error) => {
        if (!isCancelled(error)) return this.#end(whole, { value: null, problem: asProblem(error) });
        // Another question ended this one. If the view still wants the answer, it asks again.
        setTimeout(() => {
          if (whole !== this.#key) return;
          this.#key = "";
          this.#host.requestUpdate();
        }, RETRY_MS);
      },
    );
    return this.value;
  }

  #end(key: string, { value, problem }: { value: T | null; problem?: ProblemInfo }) {
    if (key !== this.#key) return;
    this.value = value;
    this.problem = problem ?? null;
    this.#host.requestUpdate();
  }

  /** The text that a view shows while it has no answer. */
  get instead() {
    return this.problem
      ? html`<p class="gone-line">${wording(this.problem)}</p>`
      : html`<p class="mute">${t("image.loading")}</p>`;
  }

  /** Nothing is asked any more. */
  forget() {
    this.#key = "";
    this.value = null;
    this.problem = null;
  }
}
