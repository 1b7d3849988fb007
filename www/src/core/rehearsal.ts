// Runs the core over the sample that the page carries, for a moment, ahead of the person's file: browsers compile code when it runs first, and
// better once it has run often.

import type { RowsQuery } from "../../pkg/layerscope.js";
import * as core from "../../pkg/layerscope.js";
import { answer, drive } from "./drive.ts";

/** By then the code of opening, merging and listing is compiled as well as it gets. */
const ENOUGH_MS = 200;
/** Rows that a screen shows. */
const ROWS = 40;
/** How often a height is looked at in a round: that is what people do most. */
const LOOKS = 8;

const untold = () => {};

/** Ends early once the worker is needed. */
export async function rehearse(file: File, needed: () => boolean) {
  const until = performance.now() + ENOUGH_MS;
  while (performance.now() < until && !needed()) await once(file);
}

/** From the archive to rows, in a session that is dropped. */
async function once(file: File) {
  const files = [file];
  const task = core.openArchives(files, untold);
  const session = new core.Session();
  try {
    await drive(task, files);
    session.open(task);
    session.choose(0);
    session.opened();
    const jobs = session.jobs();
    for (const { layer, plan } of jobs) session.addLayer(layer, [await answer(core.scan(plan, 0, untold), file)]);
    for (let look = 0; look < LOOKS * jobs.length; look++) session.rows(query(look % jobs.length), 0, ROWS);
  } finally {
    task.free();
    session.free();
  }
}

const query = (height: number): RowsQuery => ({
  height,
  mode: "merged",
  ghosts: true,
  query: "",
  sort: "name",
  reverse: false,
  flat: false,
});
