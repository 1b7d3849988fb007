// What the views may ask of a version's bytes: each question goes to the reader of the open archive.

import type { ContentSource } from "../../pkg/layerscope.js";
import type { Emit } from "./events.ts";
import { cancelled } from "./problem.ts";
import type { Reader, Save } from "./reader.ts";

export class Readings extends EventTarget {
  /** Of the open archive. */
  reader: Reader | null = null;

  protected emit: Emit = (type, detail) => {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  };

  describe(node: number, layer: number) {
    return this.#ask((reader) => reader.describe(node, layer));
  }

  read(node: number, layer: number, from: number, count: number) {
    return this.#ask((reader) => reader.read(node, layer, from, count));
  }

  pretty(node: number, layer: number, charset: string) {
    return this.#ask((reader) => reader.pretty(node, layer, charset));
  }

  compare(node: number, older: number, newer: number) {
    return this.#ask((reader) => reader.compare(node, older, newer));
  }

  /** A document of the archive as text. */
  document(way: ContentSource) {
    return this.#ask((reader) => reader.document(way));
  }

  /** A file of a blob's tar. */
  openEntry(way: ContentSource) {
    return this.#ask((reader) => reader.open("entry", way));
  }

  /** A blob of an artifact. */
  protected openWay(way: ContentSource) {
    return this.#ask((reader) => reader.open("blob", way));
  }

  /** The sha256 of a blob's stored bytes. */
  protected hashWay(way: ContentSource) {
    return this.#ask((reader) => reader.hash(way));
  }

  /**
   * The sha256 of a version's content.
   * @param onProgress bytes
   */
  sha256(node: number, layer: number, onProgress: (done: number, total: number) => void) {
    return this.#ask((reader) => reader.sha256(node, layer, onProgress));
  }

  async save(what: Save) {
    const { reader } = this;
    if (!reader) throw cancelled();
    return reader.save(what, (done, total) => this.told(done, total));
  }

  /** How far saving is, in whatever it counts. */
  told(done: number, total: number) {
    this.emit("progress", { phase: "saving", done, total, layers: [] });
  }

  stopSaving() {
    this.reader?.stopSaving();
  }

  /** An answer for an image that is no longer shown is no answer. */
  async #ask<T>(ask: (reader: Reader) => Promise<T>): Promise<T> {
    const { reader } = this;
    if (!reader) throw cancelled();
    const { turn } = reader;
    const answer = await ask(reader);
    if (reader !== this.reader || turn !== reader.turn) throw cancelled();
    return answer;
  }
}
