// The proof: has every layer hashed once, whichever images of the archive share it, and hands the digests to the session.

import { asProblem } from "./problem.js";

/** @import { Digests, ImageInfo, Job, LayerInfo } from "../types.d.ts" */
/** @import { Home } from "./home.js" */
/** @import { Pool } from "./pool.js" */
/** @import { Tally } from "./tally.js" */

/** @typedef {{ home: Home, pool: Pool, epoch: number, files: File[], tell: (layers: LayerInfo[]) => void }} With */

export class Verifier {
  #tally;
  /** By archive member: how to read it. The session lists a member only until it has been scanned. @type {Map<string, Job>} */
  #jobs = new Map();
  /** By the job's key: what was found. @type {Map<string, Digests>} */
  #found = new Map();

  /** @param {Tally} tally */
  constructor(tally) {
    this.#tally = tally;
  }

  /** Remembers how the layers of an image are read. @param {ImageInfo} image @param {Job[]} jobs */
  learn(image, jobs) {
    for (const job of jobs) {
      const layer = image.layers[job.layer];
      if (layer) this.#jobs.set(layer.member, job);
    }
  }

  /**
   * Hashes what is not verified yet. Resolves to true when nothing is left, to false when it was stopped.
   * @param {ImageInfo} image
   * @param {With} tools
   */
  async run(image, tools) {
    /** @type {Job[]} */
    const jobs = [];
    for (const { index, member, verify } of image.layers) {
      const job = this.#jobs.get(member);
      if (job && (verify === "waiting" || verify === "running")) jobs.push({ ...job, layer: index });
    }
    this.#tally.start("verifying", jobs);
    const done = await Promise.all(jobs.map((job) => this.#hash(job, tools)));
    return done.every(Boolean);
  }

  /** @param {Job} job @param {With} tools */
  async #hash(job, { home, pool, epoch, files, tell }) {
    const { layer, plan, key } = job;
    const file = /** @type {File} */ (files[job.file]);
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => this.#tally.at(layer, done, total);
    let digests = this.#found.get(key);
    try {
      digests ??= await pool.run({ what: "hash", epoch, layer, file, plan, onProgress });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind === "cancelled") return false;
      digests = { blob: null, diffId: null, problem: { ...problem, layer, file: file.name } };
    }
    this.#found.set(key, /** @type {Digests} */ (digests));
    this.#tally.finished(layer);
    tell((await home.call("setDigests", layer, digests)).layers);
    return true;
  }
}
