// Reads versions for the views and streams them out. One reads, one hashes, one saves and one makes what a container needs, each in its
// worker: none waits for another. Who looks at another path waits for no reading of the one before.

import type {
  ContentSource,
  Description,
  ProblemInfo,
  TarSize,
  TextComparison,
  UpperForm,
} from "../../pkg/layerscope.js";
import { Batches, gather } from "./batches.ts";
import type { Home } from "./home.ts";
import { writeImage } from "./imaging.ts";
import { Pool } from "./pool.ts";
import { cancelled, problem } from "./problem.ts";
import type { At, Piece, ReadAnswer, ReadArgs, ReadCall } from "./reading.ts";

/** A reading of another path is ended when it has run for so long; a shorter one is let come to its end, for a worker costs more. */
const PATIENT_MS = 150;

/** Bytes of a file for which one way to them will do: decoders can start about so often. */
const STRIDE = 16 << 20;

export type Running = { controller: AbortController; since: number };
export type Tell = (done: number, total: number) => void;
export type Run<C extends ReadCall> = (call: C, args: ReadArgs<C>) => Promise<ReadAnswer<C>>;
/**
 * What is written out: one version; a directory as a tar, as the merged view at a height shows it (node 0 = the whole view); a layer's tar, the
 * bytes that its diff_id proves; the shown container's upper directory as a tar; an archive that docker load accepts.
 */
export type Save =
  | { what: "file"; node: number; layer: number }
  | { what: "directory"; node: number; height: number }
  | { what: "layer"; layer: number }
  | { what: "upper"; form: UpperForm }
  | { what: "image"; image: number };

export class Reader {
  spawn: () => Worker;
  #home: Home;
  #files: File[];
  #pool;
  /** Which path is read. */
  #node = -1;
  /** of that path */
  #running: Set<Running> = new Set();
  /** Where its bytes are: asked once. */
  #contents: Map<string, Promise<ContentSource>> = new Map();
  #saving: AbortController | null = null;
  /** Ends what is made for the shown image or container: a commit's layer, an import. */
  #making = new AbortController();
  /** Those that are being written. */
  #tars: Set<Batches> = new Set();
  /** Counts images and changes of containers: what was read before is no answer. */
  turn = 0;
  /** The layer of the shown container, whose content may lie in any of the opened files; -1 = none. */
  upper = -1;

  /**
   * @param files that were opened
   * @param spawn a booted worker
   */
  constructor(home: Home, files: File[], spawn: () => Worker) {
    this.#home = home;
    this.#files = files;
    this.spawn = spawn;
    this.#pool = new Pool(spawn, { read: 1, sum: 1, save: 1, make: 1 });
  }

  describe(node: number, layer: number): Promise<Description> {
    return this.#of(node, [layer], 0, ([at], signal) => this.#run("read", "describe", [at], { signal }));
  }

  read(node: number, layer: number, from: number, count: number): Promise<Piece> {
    return this.#of(node, [layer], from, ([at], signal) => this.#run("read", "read", [at, from, count], { signal }));
  }

  pretty(node: number, layer: number, charset: string): Promise<Piece | null> {
    return this.#of(node, [layer], 0, ([at], signal) => this.#run("read", "pretty", [at, charset], { signal }));
  }

  compare(node: number, older: number, newer: number): Promise<TextComparison> {
    return this.#of(node, [older, newer], 0, ([a, b], signal) => this.#run("read", "compare", [a, b], { signal }));
  }

  /**
   * The sha256 of a version's content; the session keeps it.
   * @param onProgress bytes
   */
  async sha256(node: number, layer: number, onProgress: Tell): Promise<string> {
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
   * @param from first byte wanted
   * @param run gets a place for each of the layers
   */
  async #of<T, L extends readonly number[]>(
    node: number,
    layers: readonly [...L],
    from: number,
    run: (at: { [I in keyof L]: At }, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    this.#turnTo(node);
    const running = { controller: new AbortController(), since: performance.now() };
    this.#running.add(running);
    try {
      const contents = await Promise.all(layers.map((layer) => this.#content(node, layer, from)));
      const at = contents.map((content, i) => this.#place(content, layers[i]));
      running.since = performance.now();
      return await run(at as { [I in keyof L]: At }, running.controller.signal);
    } finally {
      this.#running.delete(running);
    }
  }

  /** Ends the readings of another path: the page needs them no longer. */
  #turnTo(node: number) {
    if (node === this.#node) return;
    this.#node = node;
    this.#contents.clear();
    for (const { controller, since } of this.#running) {
      const ran = performance.now() - since;
      setTimeout(() => controller.abort(), Math.max(0, PATIENT_MS - ran));
    }
    this.#running = new Set();
  }

  #content(node: number, layer: number, from: number = 0) {
    const start = Math.floor(from / STRIDE) * STRIDE;
    const key = `${node} ${layer} ${start}`;
    const known = this.#contents.get(key) ?? this.#home.call("content", node, layer, start);
    this.#contents.set(key, known);
    // The next question asks for a failed description again.
    known.catch(() => this.#contents.get(key) === known && this.#contents.delete(key));
    return known;
  }

  #place({ file: at, plan, size }: ContentSource, layer?: number): At {
    if (layer !== undefined && layer === this.upper) return { file: this.#files, plan, size };
    const file = this.#files[at];
    if (!file) throw problem("internal", "There is no such file among those opened.");
    return { file, plan, size };
  }

  /**
   * Streams something out. Rejects with a Problem; the result lists problems that only shorten it.
   * @param onProgress bytes
   */
  async save(
    what: Save,
    onProgress: (done: number, total: number) => void,
  ): Promise<{ blob: Blob; problems: ProblemInfo[] }> {
    this.stopSaving();
    const controller = new AbortController();
    this.#saving = controller;
    const { signal } = controller;
    const { chunks, onChunk, begin } = gather(onProgress);
    const run: <C extends ReadCall>(call: C, args: ReadArgs<C>) => Promise<ReadAnswer<C>> = (call, args) =>
      this.#run("save", call, args, { signal, onChunk });
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
   * @param onProgress bytes
   */
  async layer(onProgress: (done: number, total: number) => void): Promise<{ file: File; diffId: string }> {
    const { signal } = this.#making;
    const { chunks, onChunk, begin } = gather(onProgress);
    const run: <C extends ReadCall>(call: C, args: ReadArgs<C>) => Promise<ReadAnswer<C>> = (call, args) =>
      this.#run("make", call, args, { signal, onChunk });
    const [first] = await this.#tar("upper", () => this.#home.call("upperStart", "layer"), run, begin);
    if (first) throw first;
    const file = new File(chunks, "layer.tar");
    return { file, diffId: await run("digest", [file]) };
  }

  /**
   * Batch by batch, so that neither worker ever holds the whole list.
   * @param start its first call
   */
  async #tar(
    what: "export" | "upper",
    start: () => Promise<TarSize>,
    run: Run<"batch">,
    begin: (bytes: number) => void,
  ) {
    // The session has one of a kind at a time.
    this.settle();
    const batches = new Batches(this.#home, what, start());
    this.#tars.add(batches);
    try {
      const { entries, bytes } = await batches.size;
      // Content, and a header and half a block of padding for each entry.
      begin(bytes + entries * 768);
      const problems: ProblemInfo[] = [];
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

  /** The question to a worker, and how many bytes the answer has. */
  async #order(
    what: Extract<Save, { what: "file" | "layer" }>,
  ): Promise<{ call: "copy" | "layer"; at: At; total: number }> {
    if (what.what === "file") {
      const source = await this.#content(what.node, what.layer);
      return { call: "copy", at: this.#place(source, what.layer), total: source.size };
    }
    const [source, info] = await Promise.all([
      this.#home.call("layerPlan", what.layer),
      this.#home.call("layer", what.layer),
    ]);
    // The size of the tar is not known. Content, and a header and half a block of padding for each entry, come near enough.
    const total = Math.max(
      info.codec === "none" ? source.size : 0,
      (info.size ?? source.size) + (info.entries ?? 0) * 768,
    );
    return { call: "layer", at: this.#place(source), total };
  }

  /**
   * A dropped tar, scanned.
   * @param index of the opened file
   */
  imported(index: number): Promise<ReadAnswer<"imported">> {
    return this.#run("make", "imported", [this.#files[index] as File, index], this.#making);
  }

  /** A document of the archive as text. */
  document(source: ContentSource): Promise<string> {
    return this.#run("read", "document", [this.#place(source)], this.#making);
  }

  /** The first bytes of a source in any of the opened files. */
  readSource({ plan, size }: ContentSource, count: number): Promise<Piece> {
    const { signal } = new AbortController();
    return this.#run("read", "read", [{ file: this.#files, plan, size }, 0, count], { signal });
  }

  stopSaving() {
    this.#saving?.abort();
    this.#saving = null;
  }

  #run<C extends ReadCall>(
    what: "read" | "sum" | "save" | "make",
    call: C,
    args: ReadArgs<C>,
    {
      signal,
      onChunk = () => {},
      onProgress = () => {},
    }: { signal: AbortSignal; onChunk?: (chunk: Uint8Array<ArrayBuffer>) => void; onProgress?: Tell },
  ): Promise<ReadAnswer<C>> {
    return this.#pool.run({ what, call, args, onChunk, layer: null, onProgress }, signal);
  }

  /** The shown container has changed: forgets the readings of its layer. */
  changed(upper: number) {
    this.turn++;
    this.upper = upper;
    this.#node = -1;
    this.#contents.clear();
    for (const { controller } of this.#running) controller.abort();
  }

  /** Another image or container is looked at: what is read or made of this one is wanted no more; what is being saved is. */
  clear(upper: number = -1) {
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
