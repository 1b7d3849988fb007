// The engine's containers: an upload or typed text becomes one more opened file.

import { cancelled } from "./problem.js";
import { SessionPart, upperOf } from "./session-part.js";

/** @import { Applied, Commit, ContentPiece, ImageInfo, Imported, Op, Removed } from "../pkg/layerscope.js" */
/** @import { Args, Changing } from "./home-calls.js" */

/** The outcome of a change, and the image with its container as it is then. @typedef {{ applied: Applied, image: ImageInfo }} Outcome */

export class Containers extends SessionPart {
  /** A further opened file, as content for an operation. @param {File} file @returns {ContentPiece} */
  add(file) {
    const number = this.files().push(file) - 1;
    return { file: { file: number, offset: 0, len: file.size } };
  }

  /** Shows a container, or with null the image alone. @param {number | null} id @returns {Promise<ImageInfo>} */
  async choose(id) {
    this.reader()?.settle();
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

  /** What went away. @param {number} id @returns {Promise<Removed>} */
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

  /** @template {Exclude<Changing, "exec">} M @param {M} method @param {Args<M>} args @returns {Promise<Outcome>} */
  async #change(method, ...args) {
    const [applied, image] = await this.change(method, ...args);
    return { applied, image };
  }
}
