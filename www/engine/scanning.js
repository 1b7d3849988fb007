// The reading: a scanner that sends what it finds straight home, and the scan of one layer, told whatever becomes of it.

import { spawn } from "./boot.js";
import { asProblem } from "./problem.js";

/** @import { Job } from "../types.d.ts" */
/** @import { Changed, Home } from "./home.js" */
/** @import { Pool } from "./pool.js" */
/** @import { Tally } from "./tally.js" */

/** @typedef {{ home: Home, pool: Pool, epoch: number, files: File[], tally: Tally, tell: (changed: Changed) => void }} Tools */

/** A booted worker. @param {WebAssembly.Module} module */
export function booted(module) {
  const worker = spawn();
  worker.postMessage({ type: "boot", module });
  return worker;
}

/** A booted worker that is joined to the home worker. @param {Home} home @param {WebAssembly.Module} module */
export function scanner(home, module) {
  const worker = booted(module);
  const { port1, port2 } = new MessageChannel();
  home.join(port1);
  worker.postMessage({ type: "home", port: port2 }, [port2]);
  return worker;
}

/** Has one layer scanned; a layer that can't be is told to the session, too. @param {Job} job @param {Tools} tools */
export async function scan({ layer, plan, file: at }, { home, pool, epoch, files, tally, tell }) {
  const file = /** @type {File} */ (files[at]);
  const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => tally.at(layer, done, total);
  try {
    await pool.run({ what: "scan", epoch, layer, file, plan, onProgress });
  } catch (error) {
    const why = asProblem(error);
    if (why.kind === "cancelled") return;
    const changed = await home.call("failLayer", layer, { ...why, layer, file: file.name }).catch(() => null);
    if (changed) tell(changed);
  }
  tally.finished(layer);
}
