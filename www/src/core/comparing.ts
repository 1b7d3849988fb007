// The shown image beside another one: that one's layers are read by scanners of their own, which go when it is done.

import { Pool } from "./pool.js";
import { asProblem, cancelled } from "./problem.js";
import { SessionPart } from "./session-part.js";
import { Tally } from "./tally.js";

/** @import { Compared, Job } from "../pkg/layerscope.js" */
/** @import { HashTask, Outcome, ScanTask } from "./pool.js" */
/** @import { Query } from "./session-part.js" */
/** @import { Reader } from "./reader.js" */

/** @template {"scan" | "hash"} W @typedef {Outcome<W extends "scan" ? ScanTask : HashTask>} Result */

/** Reading is waited for, hashing goes on while the person looks at what reading told. */
const CORES = navigator.hardwareConcurrency || 1;
const AT_ONCE = { scan: Math.max(1, Math.min(CORES, 4)), hash: Math.max(1, Math.min(CORES - 1, 4)) };

export class Comparing extends SessionPart {
  #tally;
  /** Of the comparison that is on. @type {Pool | null} */
  #pool = null;
  /** Counts comparisons and their stops: the session holds one comparison, an older one must not reach it. */
  #turn = 0;

  /** @param {Query} ask @param {() => File[]} files @param {() => Reader | null} reader @param {(type: string, detail: unknown) => void} tell an event of the engine */
  constructor(ask, files, reader, tell) {
    super(ask, files, reader);
    this.#tally = new Tally((progress) => tell("progress", progress));
  }

  /** With another image, as far as is known what the files of both hash to. @param {number} left @returns {Promise<Compared>} */
  async compare(left) {
    const ask = this.#begin();
    await this.#each("scan", await ask("compareJobs", left), async ({ layer }, made) => {
      await (made ? ask("compareLayer", layer, made.buffer) : ask("compareFail", layer));
    });
    return ask("compareDone");
  }

  /** The same once more, by the bytes: what nobody has hashed yet is hashed, as far as it decides something. @returns {Promise<Compared>} */
  async prove() {
    const ask = this.#begin();
    const jobs = await ask("compareHashJobs");
    await this.#each("hash", jobs, async ({ layer, left }, hashed) => {
      if (hashed && left) await ask("compareDigests", layer, hashed.digests, hashed.contents);
      else if (hashed) await ask("setContents", layer, hashed.contents);
    });
    return ask("compareDone");
  }

  /** Who waits for a comparison gets "cancelled". */
  stopComparing() {
    this.#turn++;
    this.#end();
  }

  #end() {
    this.#pool?.stop();
    this.#pool = null;
    this.#tally.stop();
  }

  /** A comparison begins. What it asks of the session is refused as soon as there is a newer one, or it was stopped. @returns {Query} */
  #begin() {
    this.stopComparing();
    const turn = this.#turn;
    return async (method, ...args) => {
      if (turn !== this.#turn) throw cancelled();
      const answer = await this.ask(method, ...args);
      if (turn !== this.#turn) throw cancelled();
      return answer;
    };
  }

  /**
   * Has layers read, several at a time; `take` gets what became of each: null when it can't be read.
   * @template {"scan" | "hash"} W
   * @template {Job} J
   * @param {W} what
   * @param {J[]} jobs
   * @param {(job: J, made: Result<W> | null) => Promise<void>} take
   */
  async #each(what, jobs, take) {
    const reader = this.reader();
    if (!reader) throw cancelled();
    if (jobs.length === 0) return;
    const pool = new Pool(reader.spawn, AT_ONCE);
    this.#pool = pool;
    this.#tally.start("comparing", jobs);
    try {
      await Promise.all(jobs.map(async (job) => take(job, await this.#run(pool, what, job))));
    } finally {
      pool.stop();
      if (this.#pool === pool) this.#end();
    }
  }

  /**
   * @template {"scan" | "hash"} W
   * @param {Pool} pool @param {W} what @param {Job} job
   * @returns {Promise<Result<W> | null>}
   */
  async #run(pool, what, { layer, plan, files, proven, file: at }) {
    const file = /** @type {File} */ (this.files()[at]);
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => this.#tally.at(layer, done, total);
    try {
      const task = { layer, file, plan, onProgress };
      const made = await pool.run(what === "scan" ? { what, ...task, from: 0 } : { what, ...task, files, proven });
      return /** @type {Result<W>} */ (made);
    } catch (error) {
      const why = asProblem(error);
      if (why.kind === "cancelled") throw why;
      return null;
    } finally {
      this.#tally.finished(layer);
    }
  }
}
