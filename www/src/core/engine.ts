// The engine: the one door to the core. It opens archives, has their layers scanned and hashed, and answers the views.

import type { ImageInfo, Opened, Store } from "../../pkg/layerscope.js";
import type { Workers } from "./booting.ts";
import { Booting, HASHING } from "./booting.ts";
import { Containers } from "./containers.ts";
import type { Home } from "./home.ts";
import type { Answer, Args, Call, Changed } from "./home-calls.ts";
import { Images } from "./images.ts";
import { clearMarks, mark } from "./marks.ts";
import type { Doing } from "./pace.ts";
import { pace } from "./pace.ts";
import { cancelled } from "./problem.ts";
import { Reader } from "./reader.ts";
import { Readings } from "./readings.ts";
import { Reports } from "./reports.ts";
import { Scanning } from "./scanning.ts";
import type { Query } from "./session-part.ts";
import { Shell } from "./shell.ts";
import { Tally } from "./tally.ts";
import { verify } from "./verifier.ts";

/** Promises reject with a ProblemInfo, never with anything else. Its events: events.ts. */
export class Engine extends Readings {
  /** Of the open archive. */
  #workers: Workers | null = null;
  #files: File[] = [];
  /** Counts chosen images and openings: whatever belongs to an older one must not reach the views. */
  #epoch = 0;
  #complete = false;
  #booting = new Booting();
  /** The person's activity. */
  #doing: Doing = "rests";
  #tally = new Tally((progress) => this.emit("progress", progress));
  #tools = [((method, ...args) => this.ask(method, ...args)) as Query, () => this.#files, () => this.reader] as const;
  containers = new Containers(...this.#tools);
  shell = new Shell(...this.#tools);
  images = new Images(...this.#tools, this.emit, async (method, ...args) => this.#live().home.call(method, ...args));
  reports = new Reports(...this.#tools, (done, total) => this.told(done, total));

  constructor() {
    super();
    pace((doing) => {
      this.#doing = doing;
      this.#pace();
    });
  }

  #pace() {
    this.#workers?.pool.pace("hash", HASHING[this.#doing]);
  }

  /** To be called ahead of the first file. */
  warm = () => this.#booting.warm();

  /** Reads the index of each archive. */
  open(files: File[]): Promise<Opened> {
    return this.#open(files, (home) => home.call("open", files));
  }

  /** Takes a folder's files for an archive. */
  openFolder(name: string, files: File[], paths: string[]): Promise<Opened> {
    return this.#open(files, (home) => home.call("openFolder", name, files, paths));
  }

  async #open(files: File[], ask: (home: Home) => Promise<Opened>): Promise<Opened> {
    this.cancel();
    clearMarks("layerscope:open");
    mark("layerscope:open");
    const epoch = this.#epoch;
    const workers = await this.#booting.take();
    const { home, pool, spawn } = workers;
    if (epoch !== this.#epoch) {
      pool.stop();
      home.stop();
      throw cancelled();
    }
    home.onProgress = (done, total) => this.#tally.indexing(done, total);
    home.onCrash = (why) => {
      pool.stop();
      this.reader?.stop();
      this.emit("problem", why);
    };
    this.#workers = workers;
    this.#pace();
    // Uploads and further archives join them.
    this.#files = [...files];
    this.reader = new Reader(home, this.#files, spawn);
    return ask(home);
  }

  /** Shows an image: resolves when its stack is known, then scans and verifies on its own. */
  async choose(image: number): Promise<ImageInfo> {
    const { home, pool } = this.#live();
    const epoch = ++this.#epoch;
    pool.clear();
    this.images.stopComparing();
    this.reader?.clear();
    this.#complete = false;
    clearMarks("layerscope:stack");
    const { image: info, jobs, complete, opened } = await home.call("choose", image);
    if (epoch !== this.#epoch) throw cancelled();
    this.emit("opened", opened);
    this.#tally.start("scanning", jobs);
    const mine = (changed: Changed) => epoch === this.#epoch && this.#changed(changed);
    new Scanning({ home, pool, files: this.#files, tally: this.#tally, tell: mine }).start(jobs);
    // After the caller has had the stack: nothing is to be read, all is known already.
    if (complete) setTimeout(() => mine({ layers: [], complete, image: info }));
    return info;
  }

  override stopSaving() {
    super.stopSaving();
    this.reports.stop();
  }

  /** Stops everything at once and forgets the file. */
  cancel() {
    this.#epoch++;
    this.#tally.stop();
    this.#workers?.pool.stop();
    this.images.stopComparing();
    this.images.stopAdding();
    this.reader?.stop();
    this.#workers?.home.stop();
    this.#workers = null;
    this.reader = null;
    this.#files = [];
  }

  /** Leaves the layers that are not hashed yet unverified. */
  stopVerifying() {
    if (!this.#complete) return;
    this.#workers?.pool.stop();
    this.#tally.stop();
  }

  async statement(attestation: number, statement: number) {
    const way = await this.ask("statementPlan", attestation, statement);
    return this.document(way);
  }

  openBlob = async (artifact: number, blob: number) => this.openWay(await this.ask("blobPlan", artifact, blob));

  blobHash = async (artifact: number, blob: number) => this.hashWay(await this.ask("blobContent", artifact, blob));

  history = (store: Store, noTrunc: boolean) => this.ask("history", store, noTrunc, Math.floor(Date.now() / 1000));

  /** Bytes of WebAssembly memory over all workers of this opening, ended ones too. For measuring only. */
  async memory() {
    if (!this.#workers) return 0;
    const { home, pool } = this.#workers;
    return (await home.call("memory")) + pool.memory() + (this.reader?.memory() ?? 0);
  }

  /** Asks the session. An answer for an image that is no longer shown is no answer. */
  async ask<M extends Call>(method: M, ...args: Args<M>): Promise<Answer<M>> {
    const epoch = this.#epoch;
    const answer = await this.#live().home.call(method, ...args);
    if (epoch !== this.#epoch) throw cancelled();
    return answer;
  }

  #live() {
    if (!this.#workers) throw cancelled();
    return this.#workers;
  }

  #changed({ layers, complete, image }: Changed) {
    for (const layer of layers) this.emit("layer", layer);
    if (!complete || this.#complete || !image) return;
    this.#complete = true;
    mark("layerscope:tree");
    this.emit("image", image);
    this.emit("tree", null);
    this.#verify();
  }

  async #verify() {
    const epoch = this.#epoch;
    const { home, pool } = this.#live();
    const tell = ({ layers }: Changed, contents: boolean) => {
      if (epoch !== this.#epoch) return;
      for (const layer of layers) this.emit("layer", layer);
      // Rows read differently though no layer came.
      if (contents && layers.length > 0) this.emit("contents", null);
    };
    const done = await verify({ home, pool, files: this.#files, tally: this.#tally, tell }).catch(() => false);
    if (epoch !== this.#epoch) return;
    // Their memory is better given back: nothing is left to be read.
    pool.stop();
    this.#tally.stop();
    if (!done) return;
    mark("layerscope:verified");
    this.emit("verified", null);
  }
}
