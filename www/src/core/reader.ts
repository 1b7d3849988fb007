// Reads versions for the views and streams them out. One reads, one hashes, one saves and one makes what a container needs, each in its
// worker: none waits for another. Who looks at another path waits for no reading of the one before.

import { Batches, gather } from "./batches.js";
import { writeImage } from "./imaging.js";
import { Pool } from "./pool.js";
import { cancelled, problem } from "./problem.js";

/** @import { ContentSource, Description, ProblemInfo, TarSize, TextComparison, UpperForm } from "../pkg/layerscope.js" */
/** @import { Home } from "./home.js" */
/** @import { At, Piece, ReadAnswer, ReadArgs, ReadCall } from "./reading.js" */

/** A reading of another path is ended when it has run for so long; a shorter one is let come to its end, for a worker costs more. */
const PATIENT_MS = 150;

/** Bytes of a file for which one way to them will do: decoders can start about so often. */
const STRIDE = 16 << 20;

/** @typedef {{ controller: AbortController, since: number }} Running */
/** @typedef {(done: number, total: number) => void} Tell */
/** @template {ReadCall} C @typedef {(call: C, args: ReadArgs<C>) => Promise<ReadAnswer<C>>} Run */
/**
 * What is written out: one version; a directory as a tar, as the merged view at a height shows it (node 0 = the whole view); a layer's tar, the
 * bytes that its diff_id proves; the shown container's upper directory as a tar; an archive that docker load accepts.
 * @typedef {{ what: "file", node: number, layer: number } | { what: "directory", node: number, height: number } | { what: "layer", layer: number }
 *   | { what: "upper", form: UpperForm } | { what: "image", image: number }} Save
 */

export class Reader {
  #home;
  #files;
  #pool;
  /** Which path is read. */
  #node = -1;
  /** @type {Set<Running>} of that path */
  #running = new Set();
  /** Where its bytes are: asked once. @type {Map<string, Promise<ContentSource>>} */
  #contents = new Map();
  /** @type {AbortController | null} */
  #saving = null;
  /** Ends what is made for the shown image or container: a commit's layer, an import. */
  #making = new AbortController();
  /** Those that are being written. @type {Set<Batches>} */
  #tars = new Set();
  /** Counts images and changes of containers: what was read before is no answer. */
  turn = 0;
  /** The layer of the shown container, whose content may lie in any of the opened files; -1 = none. */
  upper = -1;

  /** @param {Home} home @param {File[]} files that were opened @param {() => Worker} spawn a booted worker */
  constructor(home, files, spawn) {
    this.#home = home;
    this.#files = files;
    this.spawn = spawn;
    this.#pool = new Pool(spawn, { read: 1, sum: 1, save: 1, make: 1 });
  }

  /** @param {number} node @param {number} layer @returns {Promise<Description>} */
  describe(node, layer) {
    return this.#of(node, [layer], 0, ([at], signal) => this.#run("read", "describe", [at], { signal }));
  }

  /** @param {number} node @param {number} layer @param {number} from @param {number} count @returns {Promise<Piece>} */
  read(node, layer, from, count) {
    return this.#of(node, [layer], from, ([at], signal) => this.#run("read", "read", [at, from, count], { signal }));
  }

  /** @param {number} node @param {number} layer @param {string} charset @returns {Promise<Piece | null>} */
  pretty(node, layer, charset) {
    return this.#of(node, [layer], 0, ([at], signal) => this.#run("read", "pretty", [at, charset], { signal }));
  }

  /** @param {number} node @param {number} older @param {number} newer @returns {Promise<TextComparison>} */
  compare(node, older, newer) {
    return this.#of(node, [older, newer], 0, ([a, b], signal) => this.#run("read", "compare", [a, b], { signal }));
  }

  /** The sha256 of a version's content; the session keeps it. @param {number} node @param {number} layer @param {Tell} onProgress bytes @returns {Promise<string>} */
  async sha256(node, layer, onProgress) {
    const { turn } = this;
    const sha256 = await this.#of(node, [layer], 0, ([at], signal) =>
      this.#run("sum", "sha256", [at], { signal, onProgress }),
    );
    if (turn !== this.turn) throw cancelled();
    await this.#home.call("learnSum", node, layer, sha256);
    return sha256;
  }

  /**
   * Has something done with versions of a path, until another path is looked at.
   * @template T
   * @param {number} node @param {number[]} layers @param {number} from first byte wanted
   * @param {(at: At[], signal: AbortSignal) => Promise<T>} run gets a place for each of the layers
   * @returns {Promise<T>}
   */
  async #of(node, layers, from, run) {
    this.#turnTo(node);
    const running = { controller: new AbortController(), since: performance.now() };
    this.#running.add(running);
    try {
      const contents = await Promise.all(layers.map((layer) => this.#content(node, layer, from)));
      const at = contents.map((content, i) => this.#place(content, layers[i]));
      running.since = performance.now();
      return await run(at, running.controller.signal);
    } finally {
      this.#running.delete(running);
    }
  }

  /** Readings of another path are wanted by nobody any more. @param {number} node */
  #turnTo(node) {
    if (node === this.#node) return;
    this.#node = node;
    this.#contents.clear();
    for (const { controller, since } of this.#running) {
      const ran = performance.now() - since;
      setTimeout(() => controller.abort(), Math.max(0, PATIENT_MS - ran));
    }
    this.#running = new Set();
  }

  /** @param {number} node @param {number} layer @param {number} [from] */
  #content(node, layer, from = 0) {
    const start = Math.floor(from / STRIDE) * STRIDE;
    const key = `${node} ${layer} ${start}`;
    const known = this.#contents.get(key) ?? this.#home.call("content", node, layer, start);
    this.#contents.set(key, known);
    // What failed is asked for again.
    known.catch(() => this.#contents.get(key) === known && this.#contents.delete(key));
    return known;
  }

  /** @param {ContentSource} source @param {number} [layer] @returns {At} */
  #place({ file: at, plan, size }, layer) {
    if (layer !== undefined && layer === this.upper) return { file: this.#files, plan, size };
    const file = this.#files[at];
    if (!file) throw problem("internal", "There is no such file among those opened.");
    return { file, plan, size };
  }

  /**
   * Streams something out. Rejects with a Problem; what only shortens it is told beside it.
   * @param {Save} what
   * @param {(done: number, total: number) => void} onProgress bytes
   * @returns {Promise<{ blob: Blob, problems: ProblemInfo[] }>}
   */
  async save(what, onProgress) {
    this.stopSaving();
    const controller = new AbortController();
    this.#saving = controller;
    const { signal } = controller;
    const { chunks, onChunk, begin } = gather(onProgress);
    /** @type {<C extends ReadCall>(call: C, args: ReadArgs<C>) => Promise<ReadAnswer<C>>} */
    const run = (call, args) => this.#run("save", call, args, { signal, onChunk });
    const problems = await (what.what === "directory"
      ? this.#tar("export", () => this.#home.call("exportStart", what.node, what.height), run, begin)
      : what.what === "image"
        ? writeImage(what.image, { home: this.#home, files: this.#files, run, onChunk, begin })
        : what.what === "upper"
          ? this.#tar("upper", () => this.#home.call("upperStart", what.form), run, begin)
          : this.#order(what).then(({ call, at, total }) => {
              begin(total);
              return run(call, [at]);
            }));
    return { blob: new Blob(chunks, { type: "application/octet-stream" }), problems };
  }

  /**
   * The shown container's layer for a commit, and its digest. What is being saved meanwhile goes on.
   * @param {(done: number, total: number) => void} onProgress bytes
   * @returns {Promise<{ file: File, diffId: string }>}
   */
  async layer(onProgress) {
    const { signal } = this.#making;
    const { chunks, onChunk, begin } = gather(onProgress);
    /** @type {<C extends ReadCall>(call: C, args: ReadArgs<C>) => Promise<ReadAnswer<C>>} */
    const run = (call, args) => this.#run("make", call, args, { signal, onChunk });
    const [first] = await this.#tar("upper", () => this.#home.call("upperStart", "layer"), run, begin);
    if (first) throw first;
    const file = new File(chunks, "layer.tar");
    return { file, diffId: await run("digest", [file]) };
  }

  /**
   * Batch by batch, so that neither worker ever holds the whole list.
   * @param {"export" | "upper"} what
   * @param {() => Promise<TarSize>} start its first call
   * @param {Run<"batch">} run
   * @param {(bytes: number) => void} begin
   */
  async #tar(what, start, run, begin) {
    // The session has one of a kind at a time.
    this.settle();
    const batches = new Batches(this.#home, what, start());
    this.#tars.add(batches);
    try {
      const { entries, bytes } = await batches.size;
      // Content, and a header and half a block of padding for each entry.
      begin(bytes + entries * 768);
      /** @type {ProblemInfo[]} */
      const problems = [];
      await batches.each(async (batch) => {
        problems.push(...(await run("batch", [this.#files, batch])));
      });
      return problems;
    } finally {
      this.#tars.delete(batches);
    }
  }

  /** To be called before whatever changes the container or the image: what is being saved stays as it was when it began. */
  settle() {
    for (const batches of this.#tars) batches.settle();
  }

  /**
   * What a worker is asked for, and how many bytes it will be.
   * @param {Extract<Save, { what: "file" | "layer" }>} what
   * @returns {Promise<{ call: "copy" | "layer", at: At, total: number }>}
   */
  async #order(what) {
    if (what.what === "file") {
      const source = await this.#content(what.node, what.layer);
      return { call: "copy", at: this.#place(source, what.layer), total: source.size };
    }
    const [source, info] = await Promise.all([
      this.#home.call("layerPlan", what.layer),
      this.#home.call("layer", what.layer),
    ]);
    // Nobody has counted its tar: content, and a header and half a block of padding for each entry, come near enough.
    const total = Math.max(
      info.codec === "none" ? source.size : 0,
      (info.size ?? source.size) + (info.entries ?? 0) * 768,
    );
    return { call: "layer", at: this.#place(source), total };
  }

  /** A dropped tar, scanned. @param {number} index of the opened file @returns {Promise<ReadAnswer<"imported">>} */
  imported(index) {
    return this.#run("make", "imported", [this.#files[index], index], this.#making);
  }

  /** A document of the archive as text. @param {ContentSource} source @returns {Promise<string>} */
  document(source) {
    return this.#run("read", "document", [this.#place(source)], this.#making);
  }

  /** The first bytes of a source in any of the opened files. @param {ContentSource} source @param {number} count @returns {Promise<Piece>} */
  readSource({ plan, size }, count) {
    const { signal } = new AbortController();
    return this.#run("read", "read", [{ file: this.#files, plan, size }, 0, count], { signal });
  }

  stopSaving() {
    this.#saving?.abort();
    this.#saving = null;
  }

  /**
   * @template {ReadCall} C
   * @param {"read" | "sum" | "save" | "make"} what
   * @param {C} call
   * @param {ReadArgs<C>} args
   * @param {{ signal: AbortSignal, onChunk?: (chunk: Uint8Array<ArrayBuffer>) => void, onProgress?: Tell }} more
   * @returns {Promise<ReadAnswer<C>>}
   */
  #run(what, call, args, { signal, onChunk = () => {}, onProgress = () => {} }) {
    return this.#pool.run({ what, call, args, onChunk, layer: null, onProgress }, signal);
  }

  /** The shown container has changed: what was read of its layer is none any more. @param {number} upper */
  changed(upper) {
    this.turn++;
    this.upper = upper;
    this.#node = -1;
    this.#contents.clear();
    for (const { controller } of this.#running) controller.abort();
  }

  /** Another image or container is looked at: what is read or made of this one is wanted no more; what is being saved is. @param {number} [upper] */
  clear(upper = -1) {
    this.settle();
    this.changed(upper);
    this.#making.abort();
    this.#making = new AbortController();
    this.#pool.clear("read");
    this.#pool.clear("sum");
  }

  /** Ends everything. */
  stop() {
    this.#pool.stop();
  }

  memory() {
    return this.#pool.memory();
  }
}
