// Where the bytes of versions are: the session is asked once for each version and stretch of the path that is looked at.

import type { ContentSource } from "../../pkg/layerscope.js";
import type { Home } from "./home.ts";
import { problem } from "./problem.ts";
import type { At } from "./reading.ts";

/** Bytes of a file for which one way to them will do: decoders can start about so often. */
const STRIDE = 16 << 20;

export class Sources {
  #home: Home;
  #files: File[];
  #known: Map<string, Promise<ContentSource>> = new Map();
  /** The layer of the shown container, whose content may lie in any of the opened files; -1 = none. */
  upper = -1;

  /** @param files that were opened */
  constructor(home: Home, files: File[]) {
    this.#home = home;
    this.#files = files;
  }

  /**
   * Where a version's bytes are. Rejects with a Problem.
   * @param from first byte wanted
   */
  async of(node: number, layer: number, from: number = 0): Promise<At> {
    return this.at(await this.#ask(node, layer, from), layer);
  }

  #ask(node: number, layer: number, from: number) {
    const start = Math.floor(from / STRIDE) * STRIDE;
    const key = `${node} ${layer} ${start}`;
    const known = this.#known.get(key) ?? this.#home.call("content", node, layer, start);
    this.#known.set(key, known);
    // The next question asks for a failed one again.
    known.catch(() => this.#known.get(key) === known && this.#known.delete(key));
    return known;
  }

  /** With the opened file, or with all of them where content of the container's layer may be in any. */
  at({ file: number, plan, size }: ContentSource, layer?: number): At {
    const upper = layer !== undefined && layer === this.upper;
    return { file: upper ? this.#files : this.file(number), plan, size };
  }

  /** In any of the opened files. */
  anywhere({ plan, size }: ContentSource): At {
    return { file: this.#files, plan, size };
  }

  /** An opened file by its number. */
  file(number: number) {
    const file = this.#files[number];
    if (!file) throw problem("internal", "There is no such file among those opened.");
    return file;
  }

  /** Another path is looked at, or the container has changed. */
  forget() {
    this.#known.clear();
  }
}
