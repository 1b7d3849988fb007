// Several images: further archives beside the open ones, what all images share, what a pull or a squash would cost, how two differ.

import { Comparing } from "./comparing.js";

/** @import { ImageInfo, Opened, Problem } from "../types.d.ts" */
/** @import { PullPlan, Sharing, WhatIf } from "../types.images.d.ts" */
/** @import { Ask } from "./asking.js" */
/** @import { Reader } from "./reader.js" */

export class Images extends Comparing {
  #tell;

  /** @param {Ask} ask @param {() => File[]} files @param {() => Reader | null} reader @param {(type: string, detail: unknown) => void} tell an event of the engine */
  constructor(ask, files, reader, tell) {
    super(ask, files, reader, tell);
    this.#tell = tell;
  }

  /** @returns {Promise<Sharing>} */
  sharing() {
    return this.ask("sharing");
  }

  /** @param {number[]} have @param {number} want @returns {Promise<PullPlan>} */
  pull(have, want) {
    return this.ask("pull", new Uint32Array(have), want);
  }

  /** Of the shown image. @returns {Promise<WhatIf>} */
  whatIf() {
    return this.ask("whatIf");
  }

  /** Further archives beside the open ones. Rejects when not one of them can be read. @param {File[]} files @returns {Promise<Opened>} */
  async addFiles(files) {
    // Their numbers are given before they are read: nobody else may take them meanwhile.
    const numbers = files.map((file) => this.files().push(file) - 1);
    /** @type {Opened | null} */
    let opened = null;
    /** @type {Problem | null} */
    let trouble = null;
    this.#tell("adding", files);
    try {
      for (const [at, file] of files.entries()) {
        try {
          opened = await this.ask("addArchive", file, numbers[at]);
        } catch (error) {
          const problem = /** @type {Problem} */ (error);
          if (problem.kind === "cancelled") throw problem;
          trouble ??= problem;
        }
      }
      if (!opened && trouble) throw trouble;
      return await this.#joined();
    } finally {
      this.#tell("added", null);
    }
  }

  /** A file that may be anything beside the open archives: what is open then, or null where nothing in it describes images. @param {File} file @returns {Promise<Opened | null>} */
  async addImages(file) {
    const number = this.files().push(file) - 1;
    this.#tell("adding", [file]);
    try {
      return (await this.ask("addImages", file, number)) && (await this.#joined());
    } finally {
      this.#tell("added", null);
    }
  }

  /** The shown image's layers may be shared with more images now. @returns {Promise<Opened>} */
  async #joined() {
    /** @type {[Opened, ImageInfo]} */
    const [all, image] = await Promise.all([this.ask("opened"), this.ask("image")]);
    this.#tell("opened", all);
    this.#tell("image", image);
    return all;
  }
}
