// One question a view asks the engine: asked again when its key changes, the old answer shown until the new one is there.

import { html } from "lit";
import { asProblem } from "../engine/problem.js";
import { AGAIN_MS, isCancelled } from "../state/again.js";
import { store } from "../state/store.js";
import { t } from "../text/i18n.js";
import { wording } from "./wording.js";

/** @import { ProblemInfo } from "../pkg/layerscope.js" */

/** Which image is shown. */
function shown() {
  const { fileName, image } = store.state;
  return [fileName, image?.index, image?.id].join(" ");
}

/**
 * @template T
 */
export class Ask {
  #host;
  #key = "";
  #of = "";
  /** @type {T | null} */
  value = null;
  /** Why there is no answer. @type {ProblemInfo | null} */
  problem = null;

  /** @param {import("lit").ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
  }

  /** @param {string} key @param {() => Promise<T>} ask @param {string} [about] what it is about beside the shown image: of another one, no old answer is shown */
  want(key, ask, about = "") {
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
        // Ended for another question's sake. Whoever still wants the answer asks again.
        setTimeout(() => {
          if (whole !== this.#key) return;
          this.#key = "";
          this.#host.requestUpdate();
        }, AGAIN_MS);
      },
    );
    return this.value;
  }

  /** @param {string} key @param {{ value: T | null, problem?: ProblemInfo }} came */
  #end(key, { value, problem }) {
    if (key !== this.#key) return;
    this.value = value;
    this.problem = problem ?? null;
    this.#host.requestUpdate();
  }

  /** What stands in the place of an answer that is not there. */
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
