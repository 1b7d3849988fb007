// Reads versions for the views and has them saved. One worker reads, one hashes, one saves and one makes what a container needs: none waits for
// another.

import type { BlobView, ContentSource, Description, ProblemInfo, TextComparison } from "../../pkg/layerscope.js";
import { Attention } from "./attention.ts";
import type { Home } from "./home.ts";
import { Pool } from "./pool.ts";
import { cancelled } from "./problem.ts";
import type { At, Piece, ReadAnswer } from "./reading.ts";
import type { Run, Save, Tell } from "./saver.ts";
import { Saver } from "./saver.ts";
import { Sources } from "./sources.ts";

export type { Save } from "./saver.ts";

export class Reader {
  spawn: () => Worker;
  #home: Home;
  #pool;
  #sources: Sources;
  #saver: Saver;
  #attention = new Attention();
  /** Ends what is made for the shown image or container: a commit's layer, an import. */
  #making = new AbortController();
  /** Counts images and changes of containers: what was read before is no answer. */
  turn = 0;

  /**
   * @param files that were opened
   * @param spawn a booted worker
   */
  constructor(home: Home, files: File[], spawn: () => Worker) {
    this.#home = home;
    this.spawn = spawn;
    this.#pool = new Pool(spawn, { read: 1, sum: 1, save: 1, make: 1 });
    this.#sources = new Sources(home, files);
    this.#saver = new Saver(home, files, this.#sources, this.#run);
  }

  describe(node: number, layer: number): Promise<Description> {
    return this.#of(node, layer, 0, (at, signal) => this.#run("read", "describe", [at], { signal }));
  }

  read(node: number, layer: number, from: number, count: number): Promise<Piece> {
    return this.#of(node, layer, from, (at, signal) => this.#run("read", "read", [at, from, count], { signal }));
  }

  pretty(node: number, layer: number, charset: string): Promise<Piece | null> {
    return this.#of(node, layer, 0, (at, signal) => this.#run("read", "pretty", [at, charset], { signal }));
  }

  compare(node: number, older: number, newer: number): Promise<TextComparison> {
    return this.#look(node, async (signal, begin) => {
      const both = await Promise.all([this.#sources.of(node, older), this.#sources.of(node, newer)]);
      begin();
      return this.#run("read", "compare", both, { signal });
    });
  }

  /**
   * The sha256 of a version's content; the session keeps it.
   * @param onProgress bytes
   */
  async sha256(node: number, layer: number, onProgress: Tell): Promise<string> {
    const { turn } = this;
    const sha256 = await this.#of(node, layer, 0, (at, signal) =>
      this.#run("sum", "sha256", [at], { signal, onProgress }),
    );
    if (turn !== this.turn) throw cancelled();
    await this.#home.call("learnSum", node, layer, sha256);
    return sha256;
  }

  /**
   * Has something done with a version, until another path is looked at.
   * @param from first byte wanted
   */
  #of<T>(node: number, layer: number, from: number, run: (at: At, signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#look(node, async (signal, begin) => {
      const at = await this.#sources.of(node, layer, from);
      begin();
      return run(at, signal);
    });
  }

  #look<T>(node: number, read: (signal: AbortSignal, begin: () => void) => Promise<T>): Promise<T> {
    if (this.#attention.turnTo(node)) this.#sources.forget();
    return this.#attention.during(read);
  }

  /**
   * Streams something out. Rejects with a Problem; the result lists problems that only shorten it.
   * @param onProgress bytes
   */
  save(what: Save, onProgress: Tell): Promise<{ blob: Blob; problems: ProblemInfo[] }> {
    return this.#saver.save(what, onProgress);
  }

  /**
   * The shown container's layer for a commit, and its digest. What is being saved meanwhile goes on.
   * @param onProgress bytes
   */
  layer(onProgress: Tell): Promise<{ file: File; diffId: string }> {
    return this.#saver.layer(this.#making.signal, onProgress);
  }

  /** To be called before whatever changes the container or the image: what is being saved stays as it was when it began. */
  settle() {
    this.#saver.settle();
  }

  stopSaving() {
    this.#saver.stop();
  }

  /**
   * A dropped tar, scanned.
   * @param index of the opened file
   */
  async imported(index: number): Promise<ReadAnswer<"imported">> {
    return this.#run("make", "imported", [this.#sources.file(index), index], this.#making);
  }

  /** A document of the archive as text. */
  async document(source: ContentSource): Promise<string> {
    return this.#run("read", "document", [this.#sources.at(source)], this.#making);
  }

  /** A blob of an artifact, or a file of its tar, opened. */
  async open(call: "blob" | "entry", source: ContentSource): Promise<BlobView> {
    return this.#run("read", call, [this.#sources.at(source)], this.#making);
  }

  /** The sha256 of a blob's stored bytes. */
  async hash(source: ContentSource): Promise<string> {
    return this.#run("sum", "sha256", [this.#sources.at(source)], this.#making);
  }

  /** The first bytes of a source in any of the opened files. */
  readSource(source: ContentSource, count: number): Promise<Piece> {
    const { signal } = new AbortController();
    return this.#run("read", "read", [this.#sources.anywhere(source), 0, count], { signal });
  }

  #run: Run = (what, call, args, { signal, onChunk = () => {}, onProgress = () => {} }) =>
    this.#pool.run({ what, call, args, onChunk, layer: null, onProgress }, signal);

  /** The shown container has changed: forgets the readings of its layer. */
  changed(upper: number) {
    this.turn++;
    this.#sources.upper = upper;
    this.#sources.forget();
    this.#attention.end();
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
