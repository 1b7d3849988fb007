// The scan of an image's layers. Who has nothing to do takes half of what is left of the largest one: layers differ, cores do not.

import type { Job, ProblemInfo } from "../../pkg/layerscope.js";
import type { Home } from "./home.ts";
import type { Changed } from "./home-calls.ts";
import type { Pool } from "./pool.ts";
import { asProblem } from "./problem.ts";
import type { Scanned, StretchEvent } from "./stretch.ts";
import type { Tally } from "./tally.ts";
import type { Task } from "./tasks.ts";

export type Tools = { home: Home; pool: Pool; files: File[]; tally: Tally; tell: (changed: Changed) => void };
/**
 * What one worker walks: from a header to where the next stretch began, or to the layer's end. `began` is -1 while it looks for a header,
 * `at` how far it is known to be.
 */
export type Stretch = { from: number; began: number; at: number; made: Scanned | null; stop: AbortController };
export type Walk = { job: Job; stretches: Stretch[]; over: boolean };

/** Less than this is not worth a second worker. */
const SHARED = 24 << 20;

/** The first byte that it may have walked. */
const start = ({ began, from }: Stretch) => (began < 0 ? from : began);

export class Scanning {
  #tools: Tools;
  #walks: Walk[] = [];

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /**
   * Has layers scanned, and reports the result of each.
   * @param jobs in the order in which they are wanted
   */
  /** The base first, because the tree grows from there. */
  start(jobs: Job[]) {
    this.#walks = jobs.toSorted((a, b) => a.layer - b.layer).map((job) => ({ job, stretches: [], over: false }));
    for (const walk of this.#walks) this.#run(walk, 0, 0);
    this.#share();
  }

  /** Idle workers take over the second half of what is left where most is left. */
  #share() {
    const { pool } = this.#tools;
    while (pool.room("scan") && !pool.waits("scan")) {
      const most = this.#walks.flatMap((walk) => this.#left(walk)).sort((a, b) => b.left - a.left)[0];
      if (!most || most.left < SHARED) return;
      this.#run(most.walk, most.at + 1, most.end - Math.floor(most.left / 2));
    }
  }

  /** The rest of each stretch that can be shared. */
  #left(walk: Walk) {
    if (walk.over || !walk.job.plain) return [];
    return walk.stretches.flatMap((stretch, at) => {
      const next = walk.stretches[at + 1];
      const busy = stretch.made || stretch.began < 0 || (next && next.began < 0);
      const end = next?.began ?? walk.job.stored;
      return busy ? [] : [{ walk, at, end, left: end - Math.max(stretch.at, stretch.began) }];
    });
  }

  /** Has a stretch walked that stands at `place` among those of its layer. */
  async #run(walk: Walk, place: number, from: number) {
    const { pool, files, tally } = this.#tools;
    const { layer, plan, file: number, stored } = walk.job;
    const stretch: Stretch = { from, began: from === 0 ? 0 : -1, at: from, made: null, stop: new AbortController() };
    walk.stretches.splice(place, 0, stretch);
    const onProgress = (done: number) => {
      stretch.at = done;
      const walked = walk.stretches.reduce((sum, { from, at }) => sum + Math.max(0, at - from), 0);
      if (!walk.over) tally.at(layer, Math.min(walked, stored), stored);
    };
    const onEvent = (event: StretchEvent) => this.#hear(walk, stretch, event);
    const file = files[number] as File;
    try {
      const made = await pool.run({ what: "scan", layer, file, plan, from, onProgress, onEvent }, stretch.stop.signal);
      if (walk.over || !walk.stretches.includes(stretch)) return;
      // Where the scanner found no header, the stretch before it goes on.
      if (made.began < 0) this.#drop(walk, stretch);
      else this.#take(walk, stretch, made);
      this.#finish(walk);
    } catch (error) {
      if (!walk.over && walk.stretches.includes(stretch)) this.#fail(walk, asProblem(error));
    } finally {
      this.#share();
    }
  }

  #hear(walk: Walk, stretch: Stretch, { began, missed }: StretchEvent) {
    const at = walk.stretches.indexOf(stretch);
    if (walk.over || at < 0) return;
    const [before, next] = [walk.stretches[at - 1], walk.stretches[at + 1]];
    if (missed !== undefined && next) this.#drop(walk, next); // that was no header of this tar
    if (began !== undefined) {
      // Others walk there already, or nothing is there.
      const end = next && next.began >= 0 ? next.began : walk.job.stored;
      if (began >= end || (before && before.began >= began)) return this.#drop(walk, stretch);
      stretch.began = began;
      this.#lead(walk, at - 1);
    }
    this.#lead(walk, at);
    this.#share();
  }

  /** A stretch may end where the next one has begun. */
  #lead({ job, stretches }: Walk, at: number) {
    const [stretch, next] = [stretches[at], stretches[at + 1]];
    if (!stretch || !next || next.began < 0) return;
    const mine = (task: Task) => task.what === "scan" && task.from === stretch.from;
    this.#tools.pool.steer(job.layer, mine, { endAt: next.began });
  }

  #drop(walk: Walk, stretch: Stretch) {
    walk.stretches.splice(walk.stretches.indexOf(stretch), 1);
    stretch.stop.abort();
  }

  /** A stretch that met another one has walked everything before it: stretches that were put between them are dropped. */
  #take(walk: Walk, stretch: Stretch, made: Scanned) {
    stretch.made = made;
    if (!made.met) return;
    const place = walk.stretches.indexOf(stretch) + 1;
    for (let next = walk.stretches[place]; next && start(next) < made.at; next = walk.stretches[place])
      this.#drop(walk, next);
    // Whom it met may be dropped by now.
    if (walk.stretches[place]?.began !== made.at) this.#run(walk, place, made.at);
  }

  #end(walk: Walk) {
    walk.over = true;
    for (const { stop, made } of walk.stretches) if (!made) stop.abort();
    this.#tools.tally.finished(walk.job.layer);
  }

  /** The person has stopped it, or looks at another image: no scanner takes over a stretch any more. */
  #stop() {
    for (const walk of this.#walks) walk.over = true;
    this.#walks = [];
  }

  /** Hands the layer over once all that belongs to it is there. */
  #finish(walk: Walk) {
    const buffers = [];
    for (const { made } of walk.stretches) {
      if (!made) return;
      buffers.push(made.buffer);
      // It went on to the end, or to damage: later stretches are dropped.
      if (!made.met) break;
    }
    this.#end(walk);
    const { home, tell } = this.#tools;
    const transfer = buffers.map(({ buffer }) => buffer);
    home.give(transfer, "addLayer", walk.job.layer, buffers).then(tell, (error) => this.#fail(walk, asProblem(error)));
  }

  /** Reports a layer that can't be scanned to the session, too. */
  async #fail(walk: Walk, why: ProblemInfo) {
    if (why.kind === "cancelled") return this.#stop();
    this.#end(walk);
    const { home, files, tell } = this.#tools;
    const { layer, file: number } = walk.job;
    const told = { ...why, layer, file: files[number]?.name ?? null };
    const changed = await home.call("failLayer", layer, told).catch(() => null);
    if (changed) tell(changed);
  }
}
