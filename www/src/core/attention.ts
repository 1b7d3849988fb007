// Which path is looked at, and the readings that go on for it: a look at another path waits for no reading of the one before.

/** A reading of another path is ended when it has run for so long; a shorter one is let come to its end, for a worker costs more. */
const PATIENT_MS = 150;

type Running = { controller: AbortController; since: number };

export class Attention {
  /** -1 = none */
  #node = -1;
  /** of that path */
  #running: Set<Running> = new Set();

  /** @returns it is another path than before, whose readings end */
  turnTo(node: number) {
    if (node === this.#node) return false;
    this.#node = node;
    for (const { controller, since } of this.#running) {
      const ran = performance.now() - since;
      setTimeout(() => controller.abort(), Math.max(0, PATIENT_MS - ran));
    }
    this.#running = new Set();
    return true;
  }

  /**
   * Does something for the path that is looked at.
   * @param read gets what ends it, and `begin`, to be called when a worker is given its work
   */
  async during<T>(read: (signal: AbortSignal, begin: () => void) => Promise<T>): Promise<T> {
    const running = { controller: new AbortController(), since: performance.now() };
    this.#running.add(running);
    const begin = () => {
      running.since = performance.now();
    };
    try {
      return await read(running.controller.signal, begin);
    } finally {
      this.#running.delete(running);
    }
  }

  /** Ends all readings at once. */
  end() {
    this.#node = -1;
    for (const { controller } of this.#running) controller.abort();
  }
}
