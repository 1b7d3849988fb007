// The shown image beside another one: that one's layers are read by scanners of their own, which go when it is done.

import type { Compared, Job } from "../../pkg/layerscope.js";
import type { Emit } from "./events.ts";
import { Pool } from "./pool.ts";
import { asProblem, cancelled } from "./problem.ts";
import type { Reader } from "./reader.ts";
import type { Query } from "./session-part.ts";
import { SessionPart } from "./session-part.ts";
import { Tally } from "./tally.ts";
import type { HashTask, Outcome, ScanTask } from "./tasks.ts";

export type Result<W extends "scan" | "hash"> = Outcome<W extends "scan" ? ScanTask : HashTask>;

/** The person waits for reading, and looks at its result while hashing goes on. */
const CORES = navigator.hardwareConcurrency || 1;
const AT_ONCE = { scan: Math.max(1, Math.min(CORES, 4)), hash: Math.max(1, Math.min(CORES - 1, 4)) };

export class Comparing extends SessionPart {
  #tally;
  /** Of the comparison that is on. */
  #pool: Pool | null = null;
  /** Counts comparisons and their stops: the session holds one comparison, an older one must not reach it. */
  #turn = 0;

  /** @param tell an event of the engine */
  constructor(ask: Query, files: () => File[], reader: () => Reader | null, tell: Emit) {
    super(ask, files, reader);
    this.#tally = new Tally((progress) => tell("progress", progress));
  }

  /** With another image, as far as is known what the files of both hash to. */
  async compare(left: number): Promise<Compared> {
    const ask = this.#begin();
    await this.#each("scan", await ask("compareJobs", left), async ({ layer }, made) => {
      await (made ? ask("compareLayer", layer, made.buffer) : ask("compareFail", layer));
    });
    return ask("compareDone");
  }

  /** Compares once more by the bytes: hashes the contents without a hash that decide something. */
  async prove(): Promise<Compared> {
    const ask = this.#begin();
    const jobs = await ask("compareHashJobs");
    await this.#each("hash", jobs, async ({ layer, left }, hashed) => {
      if (hashed && left) await ask("compareDigests", layer, hashed.digests, hashed.contents);
      else if (hashed) await ask("setContents", layer, hashed.contents);
    });
    return ask("compareDone");
  }

  /** Ends the comparison: its promise rejects with "cancelled". */
  stopComparing() {
    this.#turn++;
    this.#end();
  }

  #end() {
    this.#pool?.stop();
    this.#pool = null;
    this.#tally.stop();
  }

  /** A comparison begins. What it asks of the session is refused as soon as there is a newer one, or it was stopped. */
  #begin(): Query {
    this.stopComparing();
    const turn = this.#turn;
    return async (method, ...args) => {
      if (turn !== this.#turn) throw cancelled();
      const answer = await this.ask(method, ...args);
      if (turn !== this.#turn) throw cancelled();
      return answer;
    };
  }

  /** Has layers read, several at a time; `take` gets what became of each: null when it can't be read. */
  async #each<W extends "scan" | "hash", J extends Job>(
    what: W,
    jobs: J[],
    take: (job: J, made: Result<W> | null) => Promise<void>,
  ) {
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

  async #run<W extends "scan" | "hash">(
    pool: Pool,
    what: W,
    { layer, plan, files, proven, file: at }: Job,
  ): Promise<Result<W> | null> {
    const file = this.files()[at] as File;
    const onProgress = (done: number, total: number) => this.#tally.at(layer, done, total);
    try {
      const task = { layer, file, plan, onProgress };
      const made = await pool.run(what === "scan" ? { what, ...task, from: 0 } : { what, ...task, files, proven });
      return made as Result<W>;
    } catch (error) {
      const why = asProblem(error);
      if (why.kind === "cancelled") throw why;
      return null;
    } finally {
      this.#tally.finished(layer);
    }
  }
}
