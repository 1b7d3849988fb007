// The engine: the one door to the core. It opens archives, has their layers scanned and hashed, and answers the views.

import type { ImageInfo, Job, Opened } from "../../pkg/layerscope.js";
import { booted, core, sampleFile, spawn } from "./boot.ts";
import { Containers } from "./containers.ts";
import { Home } from "./home.ts";
import type { Answer, Args, Call, Changed } from "./home-calls.ts";
import { Images } from "./images.ts";
import type { Doing } from "./pace.ts";
import { pace } from "./pace.ts";
import { Pool } from "./pool.ts";
import { asProblem, cancelled } from "./problem.ts";
import { Reader } from "./reader.ts";
import { Readings } from "./readings.ts";
import { Reports } from "./reports.ts";
import { Scanning } from "./scanning.ts";
import type { Query } from "./session-part.ts";
import { Shell } from "./shell.ts";
import { Tally } from "./tally.ts";
import { verify } from "./verifier.ts";

const CORES = navigator.hardwareConcurrency || 1;
/** How many jobs of a kind run at once. Scanning: one more than there are cores keeps the reads going while others parse. */
const AT_ONCE = { scan: Math.min(CORES + 1, 8), hash: Math.min(CORES, 8) };
const MARKS = ["layerscope:open", "layerscope:stack", "layerscope:tree", "layerscope:verified"];

/** In which order layers are scanned: the base first, because the tree grows from there. */
const inOrder = (jobs: Job[]) => [...jobs].sort((a, b) => a.layer - b.layer);

/**
 * Promises reject with a ProblemInfo, never with anything else. Nothing is sent for a change of a container: each call gives the image after it.
 *
 * Events (CustomEvent, detail in brackets):
 * - "progress" [Progress]: at most ten a second
 * - "layer" [LayerInfo]: a layer's state, counts or verification changed
 * - "image" [ImageInfo]: sizes and dead bytes are known, because all layers are read
 * - "contents" []: hashing showed which bytes are the same, so rows and paths read differently
 * - "tree" []: all layers are merged
 * - "verified" []: all layers are hashed
 * - "opened" [Opened]: another archive's image is shown, or there are more images
 * - "adding" [AddingProgress | null]: further archives are being read, or reading them is over; at most ten a second
 * - "problem" [ProblemInfo]: a new problem; nothing has stopped unless a promise rejected
 */
export class Engine extends Readings {
  #home: Home | null = null;
  #pool: Pool | null = null;
  #files: File[] = [];
  /** Counts chosen images and openings: whatever belongs to an older one must not reach the views. */
  #epoch = 0;
  #complete = false;
  /** Booted workers that wait for the first file. */
  #spare: Promise<{ home: Home; pool: Pool; module: WebAssembly.Module }> | null = null;
  /** The person's activity. */
  #doing: Doing = "rests";
  #tally = new Tally((progress) => this.#emit("progress", progress));
  #tools = [((method, ...args) => this.ask(method, ...args)) as Query, () => this.#files, () => this.reader] as const;
  containers = new Containers(...this.#tools);
  shell = new Shell(...this.#tools);
  images = new Images(
    ...this.#tools,
    (type, detail) => this.#emit(type, detail),
    async (method, ...args) => this.#live().home.call(method, ...args),
  );
  reports = new Reports(...this.#tools, (done, total) => this.told(done, total));

  constructor() {
    super();
    pace((doing) => {
      this.#doing = doing;
      this.#pace();
    });
  }

  /** A core is left to a person who is busy, all of them to one who waits for an answer. */
  #pace() {
    const most = { rests: AT_ONCE.hash, busy: Math.max(1, AT_ONCE.hash - 1), waits: 0 };
    this.#pool?.pace("hash", most[this.#doing]);
  }

  /** Unpacks the core and boots the workers ahead of the first file: the person is still looking for it. */
  warm() {
    this.#spare ??= this.#boot();
    this.#spare.then(({ home }) => home.call("rehearse", sampleFile())).catch(() => {});
  }

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
    for (const mark of MARKS) performance.clearMarks(mark);
    performance.mark("layerscope:open");
    const epoch = this.#epoch;
    const booting = this.#spare ?? this.#boot();
    this.#spare = null;
    const { home, pool, module } = await booting.catch((error) => {
      throw asProblem(error);
    });
    if (epoch !== this.#epoch) {
      pool.stop();
      home.stop();
      throw cancelled();
    }
    home.onProgress = (done, total) => this.#tally.indexing(done, total);
    home.onCrash = (why) => {
      pool.stop();
      this.reader?.stop();
      this.#emit("problem", why);
    };
    this.#home = home;
    this.#pool = pool;
    this.#pace();
    // Uploads and further archives join them.
    this.#files = [...files];
    this.reader = new Reader(home, this.#files, () => booted(module));
    return ask(home);
  }

  /** The scanners boot while the index is read: later the first paint of the stack would hold them up. */
  async #boot() {
    const module = await core();
    const home = new Home(spawn(), module);
    const pool = new Pool(() => booted(module), AT_ONCE);
    pool.warm(AT_ONCE.scan);
    return { home, pool, module };
  }

  /** Shows an image: resolves when its stack is known, then scans and verifies on its own. */
  async choose(image: number): Promise<ImageInfo> {
    const { home, pool } = this.#live();
    const epoch = ++this.#epoch;
    pool.clear();
    this.images.stopComparing();
    this.reader?.clear();
    this.#complete = false;
    for (const mark of MARKS.slice(1)) performance.clearMarks(mark);
    const { image: info, jobs, complete, opened } = await home.call("choose", image);
    if (epoch !== this.#epoch) throw cancelled();
    this.#emit("opened", opened);
    this.#tally.start("scanning", jobs);
    const mine = (changed: Changed) => epoch === this.#epoch && this.#changed(changed);
    new Scanning({ home, pool, files: this.#files, tally: this.#tally, tell: mine }).start(inOrder(jobs));
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
    this.#pool?.stop();
    this.images.stopComparing();
    this.images.stopAdding();
    this.reader?.stop();
    this.#home?.stop();
    this.#pool = null;
    this.reader = null;
    this.#home = null;
    this.#files = [];
  }

  /** Leaves the layers that are not hashed yet unverified. */
  stopVerifying() {
    if (!this.#complete) return;
    this.#pool?.stop();
    this.#tally.stop();
  }

  async statement(attestation: number, statement: number) {
    const way = await this.ask("statementPlan", attestation, statement);
    return this.document(way);
  }

  history(noTrunc: boolean) {
    return this.ask("history", noTrunc, Math.floor(Date.now() / 1000));
  }

  /** Bytes of WebAssembly memory over all workers of this opening, ended ones too. For measuring only. */
  async memory() {
    const home = this.#home ? await this.#home.call("memory") : 0;
    return home + (this.#pool?.memory() ?? 0) + (this.reader?.memory() ?? 0);
  }

  /** Asks the session. An answer for an image that is no longer shown is no answer. */
  async ask<M extends Call>(method: M, ...args: Args<M>): Promise<Answer<M>> {
    const epoch = this.#epoch;
    const answer = await this.#live().home.call(method, ...args);
    if (epoch !== this.#epoch) throw cancelled();
    return answer;
  }

  #live() {
    if (!this.#home || !this.#pool) throw cancelled();
    return { home: this.#home, pool: this.#pool };
  }

  #changed({ layers, complete, image }: Changed) {
    for (const layer of layers) this.#emit("layer", layer);
    if (!complete || this.#complete || !image) return;
    this.#complete = true;
    performance.mark("layerscope:tree");
    this.#emit("image", image);
    this.#emit("tree", null);
    this.#verify();
  }

  async #verify() {
    const epoch = this.#epoch;
    const { home, pool } = this.#live();
    const tell = ({ layers }: Changed, contents: boolean) => {
      if (epoch !== this.#epoch) return;
      for (const layer of layers) this.#emit("layer", layer);
      // Rows read differently though no layer came.
      if (contents && layers.length > 0) this.#emit("contents", null);
    };
    const done = await verify({ home, pool, files: this.#files, tally: this.#tally, tell }).catch(() => false);
    if (epoch !== this.#epoch) return;
    // Their memory is better given back: nothing is left to be read.
    pool.stop();
    this.#tally.stop();
    if (!done) return;
    performance.mark("layerscope:verified");
    this.#emit("verified", null);
  }

  #emit(type: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
