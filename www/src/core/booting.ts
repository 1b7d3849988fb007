// The workers of one opening: booted ahead of the first file, while the person still looks for it.

import { booted, core, sampleFile, spawn } from "./boot.ts";
import { Home } from "./home.ts";
import type { Doing } from "./pace.ts";
import { Pool } from "./pool.ts";
import { asProblem } from "./problem.ts";

const CORES = navigator.hardwareConcurrency || 1;
/** How many jobs of a kind run at once: one more than there are cores keeps all of them at work while a job waits for its bytes, or is the last. */
const AT_ONCE = Math.min(CORES + 1, 8);
const POOL = { scan: AT_ONCE, hash: AT_ONCE };
/** How many hash: a core is left to a person who is busy, all of them to one who waits for an answer. */
export const HASHING: Record<Doing, number> = {
  rests: AT_ONCE,
  busy: Math.max(1, Math.min(CORES, AT_ONCE) - 1),
  waits: 0,
};

export type Workers = { home: Home; pool: Pool; spawn: () => Worker };

export class Booting {
  /** Booted workers that wait for a file. */
  #spare: Promise<Workers> | null = null;

  /** Unpacks the core, boots workers and has them rehearse. */
  warm() {
    this.#spare ??= boot();
    this.#spare.then(({ home }) => home.call("rehearse", sampleFile())).catch(() => {});
  }

  /** The spare workers, or new ones. Rejects with a Problem. */
  async take(): Promise<Workers> {
    const booting = this.#spare ?? boot();
    this.#spare = null;
    return booting.catch((error) => {
      throw asProblem(error);
    });
  }
}

/** The scanners boot while the index is read: later the first paint of the stack would hold them up. */
async function boot(): Promise<Workers> {
  const module = await core();
  const home = new Home(spawn(), module);
  const one = () => booted(module);
  const pool = new Pool(one, POOL);
  pool.warm(AT_ONCE);
  return { home, pool, spawn: one };
}
