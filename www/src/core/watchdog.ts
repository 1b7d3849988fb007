// A watch over a worker: barks once when the worker is silent for too long.

/** A timer later than this means that the machine slept or the tab was throttled, not that the worker was silent. */
const LATE_MS = 5_000;

export class Watchdog {
  #silence: number;
  #bark: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = 0;

  /** @param silence in milliseconds */
  constructor(silence: number, bark: () => void) {
    this.#silence = silence;
    this.#bark = bark;
  }

  /** Starts the time again: the worker has reported something, or was asked. */
  feed() {
    this.stop();
    this.#due = performance.now() + this.#silence;
    this.#timer = setTimeout(() => {
      if (performance.now() - this.#due > LATE_MS) this.feed();
      else this.#bark();
    }, this.#silence);
  }

  /** Nothing is expected of it. */
  stop() {
    clearTimeout(this.#timer);
  }
}
