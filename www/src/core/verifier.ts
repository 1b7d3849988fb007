// The proof: has every layer hashed that no image has brought before, and hands what was found to the session.

import type { Digests, Job } from "../../pkg/layerscope.js";
import type { Home } from "./home.ts";
import type { Changed } from "./home-calls.ts";
import type { Pool } from "./pool.ts";
import { asProblem } from "./problem.ts";
import type { Tally } from "./tally.ts";

export type Tools = {
  home: Home;
  pool: Pool;
  files: File[];
  tally: Tally;
  tell: (changed: Changed, contents: boolean) => void;
};

/** Hashes what is not verified yet, the largest layer first. Resolves to true when nothing is left, to false when it was stopped. */
export async function verify(tools: Tools) {
  const jobs = await tools.home.call("hashJobs");
  tools.tally.start("verifying", jobs);
  jobs.sort((a, b) => b.stored - a.stored);
  const done = await Promise.all(jobs.map((job) => hash(job, tools)));
  return done.every(Boolean);
}

async function hash({ layer, plan, files: wanted, proven, file: at }: Job, { home, pool, files, tally, tell }: Tools) {
  const file = files[at] as File;
  const onProgress = (done: number, total: number) => tally.at(layer, done, total);
  /** None of a layer that is proven already. */
  let digests: Digests | null;
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
