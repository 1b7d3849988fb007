// What parts of the engine have in common: the session to ask, the files that are open, their reader.

/** @import { ImageInfo } from "../pkg/layerscope.js" */
/** @import { Answer, Args, Call, Changing } from "./home-calls.js" */
/** @import { Reader } from "./reader.js" */

/** Asks the session, as long as its image is shown. @typedef {<M extends Call>(method: M, ...args: Args<M>) => Promise<Answer<M>>} Query */

/** The shown container's layer; -1 = none is shown. @param {ImageInfo} image */
export const upperOf = (image) => (image.container ? image.layers.length - 1 : -1);

export class SessionPart {
  /** @param {Query} ask @param {() => File[]} files all that are opened @param {() => Reader | null} reader of the open archive */
  constructor(ask, files, reader) {
    this.ask = ask;
    this.files = files;
    this.reader = reader;
  }

  /**
   * Asks for a change of the shown container, and for the image after it.
   * @template {Changing} M
   * @param {M} method @param {Args<M>} args
   * @returns {Promise<[Answer<M>, ImageInfo]>}
   */
  async change(method, ...args) {
    this.reader()?.settle();
    const [answer, image] = await Promise.all([this.ask(method, ...args), this.ask("image")]);
    this.reader()?.changed(upperOf(image));
    return [answer, image];
  }
}
