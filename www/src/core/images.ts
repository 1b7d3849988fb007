// Several images: further archives beside the open ones, what all images share, what a pull or a squash would cost, how two differ.

import { Adding } from "./adding.js";
import { Comparing } from "./comparing.js";
import { asProblem, cancelled } from "./problem.js";

/** @import { ProblemInfo, PullPlan } from "../pkg/layerscope.js" */
/** @import { Query } from "./session-part.js" */
/** @import { Reader } from "./reader.js" */

export class Images extends Comparing {
  #tell;
  #home;
  #adding;

  /**
   * @param {Query} ask
   * @param {() => File[]} files
   * @param {() => Reader | null} reader
   * @param {(type: string, detail: unknown) => void} tell an event of the engine
   * @param {Query} home the same whichever image is shown by then: what joins belongs to none
   */
  constructor(ask, files, reader, tell, home) {
    super(ask, files, reader, tell);
    this.#tell = tell;
    this.#home = home;
    this.#adding = new Adding((told) => tell("adding", told));
  }

  /** @param {number[]} have @param {number} want @returns {Promise<PullPlan>} */
  pull(have, want) {
    return this.ask("pull", new Uint32Array(have), want);
  }

  /** Further archives beside the open ones. Rejects when not one of them can be read. @param {File[]} files @returns {Promise<number[]>} the images that joined */
  async addFiles(files) {
    const all = await Promise.all(files.map((file) => this.#add(file, false)));
    const images = all.flatMap((added) => added.images);
    const trouble = all.find(({ problem }) => problem)?.problem;
    if (images.length === 0 && trouble) throw trouble;
    return images;
  }

  /** A file that may be anything beside the open archives. @param {File} file @returns {Promise<number[]>} the images that joined; none where nothing in it describes images */
  async addImages(file) {
    const { images, problem } = await this.#add(file, true);
    if (problem) throw problem;
    return images;
  }

  /** Who waits for archives that have not joined yet gets "cancelled". */
  stopAdding() {
    this.#adding.stop();
  }

  /** Indexed elsewhere, joined at home. @param {File} file @param {boolean} any @returns {Promise<{ images: number[], problem: ProblemInfo | null }>} */
  async #add(file, any) {
    // Its number is given before it is read: nobody else may take it meanwhile.
    const number = this.files().push(file) - 1;
    try {
      const reader = this.reader();
      if (!reader) throw cancelled();
      const index = await this.#adding.index(file, any, reader.spawn);
      const images = index ? [...(await this.#home("joinArchive", index, file, number))] : [];
      if (images.length > 0) await this.#joined();
      return { images, problem: null };
    } catch (error) {
      const why = asProblem(error);
      const problem = { ...why, file: why.file ?? file.name };
      if (why.kind !== "cancelled") await this.#home("refuseArchive", problem).catch(() => {});
      return { images: [], problem };
    }
  }

  /** The shown image's layers may be shared with more images now. */
  async #joined() {
    const [all, image] = await Promise.all([this.#home("opened"), this.#home("image")]);
    this.#tell("opened", all);
    this.#tell("image", image);
  }
}
