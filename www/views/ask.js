// One question a view asks the engine: asked again when its key changes, the old answer shown until the new one is there.

import { AGAIN_MS, isCancelled } from "../state/again.js";

/**
 * @template T
 */
export class Ask {
  #host;
  #key = "";
  /** @type {T | null} */
  value = null;

  /** @param {import("lit").ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
  }

  /** @param {string} key @param {() => Promise<T>} ask */
  want(key, ask) {
    if (key === this.#key) return this.value;
    this.#key = key;
    ask().then(
      (value) => {
        if (key !== this.#key) return;
        this.value = value;
        this.#host.requestUpdate();
      },
      (problem) => {
        if (!isCancelled(problem)) return;
        // Ended for another question's sake. Whoever still wants the answer asks again.
        setTimeout(() => {
          if (key !== this.#key) return;
          this.#key = "";
          this.#host.requestUpdate();
        }, AGAIN_MS);
      },
    );
    return this.value;
  }

  /** Nothing is asked any more. */
  forget() {
    this.#key = "";
    this.value = null;
  }
}
