// What the views may ask of a version's bytes: each question goes to the reader of the open archive.

import { cancelled } from "./problem.js";

/** @import { ContentSource } from "../pkg/layerscope.js" */
/** @import { Save } from "./reader.js" */
/** @import { Reader } from "./reader.js" */

export class Readings extends EventTarget {
  /** Of the open archive. @type {Reader | null} */
  reader = null;

  /** @param {number} node @param {number} layer */
  describe(node, layer) {
    return this.#ask((reader) => reader.describe(node, layer));
  }

  /** @param {number} node @param {number} layer @param {number} from @param {number} count */
  read(node, layer, from, count) {
    return this.#ask((reader) => reader.read(node, layer, from, count));
  }

  /** @param {number} node @param {number} layer @param {string} charset */
  pretty(node, layer, charset) {
    return this.#ask((reader) => reader.pretty(node, layer, charset));
  }

  /** @param {number} node @param {number} older @param {number} newer */
  compare(node, older, newer) {
    return this.#ask((reader) => reader.compare(node, older, newer));
  }

  /** A document of the archive as text. @param {ContentSource} way */
  document(way) {
    return this.#ask((reader) => reader.document(way));
  }

  /** The sha256 of a version's content. @param {number} node @param {number} layer @param {(done: number, total: number) => void} onProgress bytes */
  sha256(node, layer, onProgress) {
    return this.#ask((reader) => reader.sha256(node, layer, onProgress));
  }

  /** @param {Save} what */
  async save(what) {
    const { reader } = this;
    if (!reader) throw cancelled();
    return reader.save(what, (done, total) => this.told(done, total));
  }

  /** How far saving is, in whatever it counts. @param {number} done @param {number} total */
  told(done, total) {
    const detail = { phase: "saving", done, total, layers: [] };
    this.dispatchEvent(new CustomEvent("progress", { detail }));
  }

  stopSaving() {
    this.reader?.stopSaving();
  }

  /** An answer for an image that is no longer shown is no answer. @template T @param {(reader: Reader) => Promise<T>} ask @returns {Promise<T>} */
  async #ask(ask) {
    const { reader } = this;
    if (!reader) throw cancelled();
    const { turn } = reader;
    const answer = await ask(reader);
    if (reader !== this.reader || turn !== reader.turn) throw cancelled();
    return answer;
  }
}
