// The proof: has every layer hashed that no image has brought before, and hands what was found to the session.

import { asProblem } from "./problem.js";

/** @import { Digests, Job } from "../pkg/layerscope.js" */
/** @import { Home } from "./home.js" */
/** @import { Changed } from "./home-calls.js" */
/** @import { Pool } from "./pool.js" */
/** @import { Tally } from "./tally.js" */

/** @typedef {{ home: Home, pool: Pool, files: File[], tally: Tally, tell: (changed: Changed, contents: boolean) => void }} Tools */

/**
 * Hashes what is not verified yet, the largest layer first. Resolves to true when nothing is left, to false when it was stopped.
 * @param {Tools} tools
 */
export async function verify(tools) {
  const jobs = await tools.home.call("hashJobs");
  tools.tally.start("verifying", jobs);
  jobs.sort((a, b) => b.stored - a.stored);
  const done = await Promise.all(jobs.map((job) => hash(job, tools)));
  return done.every(Boolean);
}

/** @param {Job} job @param {Tools} tools */
async function hash({ layer, plan, files: wanted, proven, file: at }, { home, pool, files, tally, tell }) {
  const file = /** @type {File} */ (files[at]);
  const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => tally.at(layer, done, total);
  /** None of a layer that is proven already. @type {Digests | null} */
  let digests;
  try {
    const found = await pool.run({ what: "hash", layer, file, plan, files: wanted, proven, onProgress });
    digests = found.digests;
    tell(await home.give([found.contents.buffer], "setContents", layer, found.contents), true);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind === "cancelled") return false;
    digests = { blob: null, diffId: null, problem: { ...problem, layer, file: file.name } };
  }
  tally.finished(layer);
  if (digests) tell(await home.call("setDigests", layer, digests), false);
  return true;
}
