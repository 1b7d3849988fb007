// How long the current phase may still take, from how fast it has gone so far.

import type { Progress } from "../core/tally.ts";

/** Before this much has been seen, in time and in share, any guess would jump about. */
const SETTLE_MS = 600;
const SETTLE_SHARE = 0.01;

export class Pace {
  #phase = "";
  #since = 0;
  #from = 0;

  reset() {
    this.#phase = "";
  }

  /** Seconds left, or null while they are not known. */
  left({ phase, done, total }: Progress) {
    const now = performance.now();
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#since = now;
      this.#from = done;
      return null;
    }
    const elapsed = now - this.#since;
    const moved = done - this.#from;
    if (elapsed < SETTLE_MS || moved <= total * SETTLE_SHARE) return null;
    return ((total - done) * elapsed) / moved / 1000;
  }
}
