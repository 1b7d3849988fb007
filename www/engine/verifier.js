// The proof: has every layer hashed that no image has brought before, and hands what was found to the session.

import { asProblem } from "./problem.js";

/** @import { Digests, Job, LayerInfo } from "../types.d.ts" */
/** @import { Home } from "./home.js" */
/** @import { Pool } from "./pool.js" */
/** @import { Tally } from "./tally.js" */

/** @typedef {{ home: Home, pool: Pool, epoch: number, files: File[], tally: Tally, tell: (layers: LayerInfo[]) => void }} Tools */

/**
 * Hashes what is not verified yet. Resolves to true when nothing is left, to false when it was stopped.
 * @param {Tools} tools
 */
export async function verify(tools) {
  /** @type {Job[]} */
  const jobs = await tools.home.call("hashJobs");
  tools.tally.start("verifying", jobs);
  const done = await Promise.all(jobs.map((job) => hash(job, tools)));
  return done.every(Boolean);
}

/** @param {Job} job @param {Tools} tools */
async function hash({ layer, plan, file: at }, { home, pool, epoch, files, tally, tell }) {
  const file = /** @type {File} */ (files[at]);
  const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => tally.at(layer, done, total);
  /** @type {Digests} */
  let digests;
  try {
    digests = await pool.run({ what: "hash", epoch, layer, file, plan, onProgress });
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind === "cancelled") return false;
    digests = { blob: null, diffId: null, problem: { ...problem, layer, file: file.name } };
  }
  tally.finished(layer);
  tell((await home.call("setDigests", layer, digests)).layers);
  return true;
}
