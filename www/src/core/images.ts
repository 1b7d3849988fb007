// Several images: further archives beside the open ones, what all images share, what a pull or a squash would cost, how two differ.

import type { ProblemInfo, PullPlan } from "../../pkg/layerscope.js";
import { Adding } from "./adding.ts";
import { Comparing } from "./comparing.ts";
import type { Emit } from "./events.ts";
import { asProblem, cancelled } from "./problem.ts";
import type { Reader } from "./reader.ts";
import type { Query } from "./session-part.ts";

export class Images extends Comparing {
  #tell: Emit;
  #home: Query;
  #adding;

  /**
   * @param tell an event of the engine
   * @param home the same whichever image is shown by then: what joins belongs to none
   */
  constructor(ask: Query, files: () => File[], reader: () => Reader | null, tell: Emit, home: Query) {
    super(ask, files, reader, tell);
    this.#tell = tell;
    this.#home = home;
    this.#adding = new Adding((told) => tell("adding", told));
  }

  pull(have: number[], want: number): Promise<PullPlan> {
    return this.ask("pull", new Uint32Array(have), want);
  }

  /**
   * Further archives beside the open ones. Rejects when not one of them can be read.
   * @returns the images that joined
   */
  async addFiles(files: File[]): Promise<number[]> {
    const all = await Promise.all(files.map((file) => this.#add(file, false)));
    const images = all.flatMap((added) => added.images ?? []);
    const trouble = all.find(({ problem }) => problem)?.problem;
    if (images.length === 0 && trouble) throw trouble;
    return images;
  }

  /**
   * A file that may be anything beside the open archives.
   * @returns the images that joined, none where it holds artifacts or build records alone; null where nothing in it describes any of these
   */
  async addImages(file: File): Promise<number[] | null> {
    const { images, problem, joined } = await this.#add(file, true);
    if (problem) throw problem;
    return joined ? images : null;
  }

  /** Stops adding: archives that have not joined yet reject with "cancelled". */
  stopAdding() {
    this.#adding.stop();
  }

  /** Indexed elsewhere, joined at home. */
  async #add(file: File, any: boolean): Promise<{ images: number[]; problem: ProblemInfo | null; joined: boolean }> {
    // The file gets its number before it is read, so that no other file takes it meanwhile.
    const number = this.files().push(file) - 1;
    try {
      const reader = this.reader();
      if (!reader) throw cancelled();
      const index = await this.#adding.index(file, any, reader.spawn);
      const images = index ? [...(await this.#home("joinArchive", index, file, number))] : [];
      if (index) await this.#joined();
      return { images, problem: null, joined: index !== null };
    } catch (error) {
      const why = asProblem(error);
      const problem = { ...why, file: why.file ?? file.name };
      if (why.kind !== "cancelled") await this.#home("refuseArchive", problem).catch(() => {});
      return { images: [], problem, joined: false };
    }
  }

  /** The shown image's layers may be shared with more images now. */
  async #joined() {
    const [all, image] = await Promise.all([this.#home("opened"), this.#home("image")]);
    this.#tell("opened", all);
    this.#tell("image", image);
  }
}
