// Writes out what the person saves, and the layer of a commit: piece by piece into Blobs, one save at a time.

import type { ProblemInfo, TarSize, UpperForm } from "../../pkg/layerscope.js";
import { Batches, gather } from "./batches.ts";
import type { Home } from "./home.ts";
import { writeImage } from "./imaging.ts";
import type { At, ReadAnswer, ReadArgs, ReadCall } from "./reading.ts";
import type { Sources } from "./sources.ts";

export type Tell = (done: number, total: number) => void;
/** How a worker is asked; pieces go to `onChunk`. */
export type Run = <C extends ReadCall>(
  what: "read" | "sum" | "save" | "make",
  call: C,
  args: ReadArgs<C>,
  ways: { signal: AbortSignal; onChunk?: (chunk: Uint8Array<ArrayBuffer>) => void; onProgress?: Tell },
) => Promise<ReadAnswer<C>>;
/** The same, of one save. */
type Write = <C extends ReadCall>(call: C, args: ReadArgs<C>) => Promise<ReadAnswer<C>>;
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

/** Bytes of a tar whose size is not known: content, and a header and half a block of padding for each entry, come near enough. */
const tarSize = (bytes: number, entries: number) => bytes + entries * 768;

export class Saver {
  #home: Home;
  #files: File[];
  #sources: Sources;
  #run: Run;
  #saving: AbortController | null = null;
  /** Those that are being written. */
  #tars: Set<Batches> = new Set();

  /** @param files that were opened */
  constructor(home: Home, files: File[], sources: Sources, run: Run) {
    this.#home = home;
    this.#files = files;
    this.#sources = sources;
    this.#run = run;
  }

  /**
   * Streams something out. Rejects with a Problem; the result lists problems that only shorten it.
   * @param onProgress bytes
   */
  async save(what: Save, onProgress: Tell): Promise<{ blob: Blob; problems: ProblemInfo[] }> {
    this.stop();
    const controller = new AbortController();
    this.#saving = controller;
    const { signal } = controller;
    const { chunks, onChunk, begin } = gather(onProgress);
    const write: Write = (call, args) => this.#run("save", call, args, { signal, onChunk });
    const problems = await this.#write(what, write, onChunk, begin);
    return { blob: new Blob(chunks, { type: "application/octet-stream" }), problems };
  }

  async #write(what: Save, write: Write, onChunk: (chunk: Blob) => void, begin: (bytes: number) => void) {
    if (what.what === "directory") {
      const start = () => this.#home.call("exportStart", what.node, what.height);
      return this.#tar("export", start, write, begin);
    }
    if (what.what === "upper") return this.#tar("upper", () => this.#home.call("upperStart", what.form), write, begin);
    if (what.what === "image")
      return writeImage(what.image, { home: this.#home, files: this.#files, run: write, onChunk, begin });
    const { call, at, total } = await this.#order(what);
    begin(total);
    return write(call, [at]);
  }

  /**
   * The shown container's layer for a commit, and its digest. What is being saved meanwhile goes on.
   * @param onProgress bytes
   */
  async layer(signal: AbortSignal, onProgress: Tell): Promise<{ file: File; diffId: string }> {
    const { chunks, onChunk, begin } = gather(onProgress);
    const write: Write = (call, args) => this.#run("make", call, args, { signal, onChunk });
    const [first] = await this.#tar("upper", () => this.#home.call("upperStart", "layer"), write, begin);
    if (first) throw first;
    const file = new File(chunks, "layer.tar");
    return { file, diffId: await write("digest", [file]) };
  }

  /**
   * Batch by batch, so that neither worker ever holds the whole list.
   * @param start its first call
   */
  async #tar(what: "export" | "upper", start: () => Promise<TarSize>, write: Write, begin: (bytes: number) => void) {
    // The session has one of a kind at a time.
    this.settle();
    const batches = new Batches(this.#home, what, start());
    this.#tars.add(batches);
    try {
      const { entries, bytes } = await batches.size;
      begin(tarSize(bytes, entries));
      const problems: ProblemInfo[] = [];
      await batches.each(async (batch) => {
        problems.push(...(await write("batch", [this.#files, batch])));
      });
      return problems;
    } finally {
      this.#tars.delete(batches);
    }
  }

  /** The question to a worker, and how many bytes the answer has. */
  async #order(
    what: Extract<Save, { what: "file" | "layer" }>,
  ): Promise<{ call: "copy" | "layer"; at: At; total: number }> {
    if (what.what === "file") {
      const at = await this.#sources.of(what.node, what.layer);
      return { call: "copy", at, total: at.size };
    }
    const [source, info] = await Promise.all([
      this.#home.call("layerPlan", what.layer),
      this.#home.call("layer", what.layer),
    ]);
    const counted = tarSize(info.size ?? source.size, info.entries ?? 0);
    const total = Math.max(info.codec === "none" ? source.size : 0, counted);
    return { call: "layer", at: this.#sources.at(source), total };
  }

  /** To be called before whatever changes the container or the image: what is being saved stays as it was when it began. */
  settle() {
    for (const batches of this.#tars) batches.settle();
  }

  /** Ends the save that runs. */
  stop() {
    this.#saving?.abort();
    this.#saving = null;
  }
}
