// The engine's containers: each is asked of the session; what is uploaded or typed becomes one more opened file.

import { Asking, upperOf } from "./asking.js";
import { cancelled } from "./problem.js";

/** @import { Applied, Commit, ContainerInfo, ContentPiece, ImageChoice, ImageInfo, Imported, ImportPlace, Op, Origin, UpperForm, UpperPage } from "../types.d.ts" */

/** The outcome of a change, and the image with its container as it is then. @typedef {{ applied: Applied, image: ImageInfo }} Outcome */

export class Containers extends Asking {
  /** A further opened file, as content for an operation. @param {File} file @returns {ContentPiece} */
  add(file) {
    const number = this.files().push(file) - 1;
    return { file: { file: number, offset: 0, len: file.size } };
  }

  /** A new container of the shown image; it is not shown yet. @param {number} height @returns {Promise<number>} its number */
  run(height) {
    return this.ask("run", height);
  }

  /** @returns {Promise<ContainerInfo[]>} */
  list() {
    return this.ask("containers");
  }

  /** Shows a container, or with null the image alone. @param {number | null} id @returns {Promise<ImageInfo>} */
  async choose(id) {
    this.reader()?.settle();
    /** @type {ImageInfo} */
    const image = await this.ask("chooseContainer", id ?? -1);
    this.reader()?.clear(upperOf(image));
    return image;
  }

  /** One step. @param {Op[]} ops @returns {Promise<Outcome>} */
  apply(ops) {
    return this.#change("apply", ops, Date.now());
  }

  /** @param {"undo" | "redo" | "reset"} what @returns {Promise<Outcome>} */
  step(what) {
    return this.#change(what);
  }

  /** What went away. @param {number} id @returns {Promise<{ entries: number, bytes: number }>} */
  remove(id) {
    this.reader()?.settle();
    return this.ask("removeContainer", id);
  }

  /**
   * An image of the shown container: its layer becomes one more opened file. Resolves to the image's index.
   * @param {Omit<Commit, "layer">} commit
   * @param {(done: number, total: number) => void} tell bytes of the layer
   * @returns {Promise<number>}
   */
  async commit(commit, tell = () => {}) {
    const reader = this.reader();
    if (!reader) throw cancelled();
    /** @type {ImageInfo} */
    const { container } = await this.ask("image");
    let layer = null;
    if (container && container.entries > 0) {
      const { file, diffId } = await reader.layer(tell);
      layer = { file: this.files().push(file) - 1, size: file.size, diffId };
    }
    return this.ask("commit", { ...commit, layer }, Date.now());
  }

  /** A tar from real life becomes a container; where it fits is told beside it. @param {File} file @returns {Promise<Imported>} */
  async import(file) {
    const reader = this.reader();
    if (!reader) throw cancelled();
    const index = this.files().push(file) - 1;
    const { plan, buffer } = await reader.imported(index);
    return this.ask("import", plan, buffer, null, null);
  }

  /** The same as another kind, or at another place: one more container. @param {number} number @param {Origin | null} kind @param {ImportPlace | null} place @returns {Promise<Imported>} */
  importAgain(number, kind, place) {
    return this.ask("importAgain", number, kind, place);
  }

  /** @returns {Promise<ImageChoice[]>} */
  images() {
    return this.ask("images");
  }

  /** As docker diff prints it. @returns {Promise<string>} */
  diff() {
    return this.ask("dockerDiff");
  }

  /** Entries of the upper directory in one of its forms. @param {UpperForm} form @param {number} from @param {number} count @returns {Promise<UpperPage>} */
  upper(form, from, count) {
    return this.ask("upperList", form, from, count);
  }

  /** @param {string} method @param {any[]} args @returns {Promise<Outcome>} */
  async #change(method, ...args) {
    const [applied, image] = await this.change(method, ...args);
    return { applied, image };
  }
}
