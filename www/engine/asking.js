// What the engine's parts about containers have in common: the session to ask, the files that are open, who reads them.

/** @import { ImageInfo } from "../types.d.ts" */
/** @import { Reader } from "./reader.js" */

/** @typedef {(method: string, ...args: any[]) => Promise<any>} Ask of the session, as long as its image is shown */

/** The shown container's layer; -1 = none is shown. @param {ImageInfo} image */
export const upperOf = (image) => (image.container ? image.layers.length - 1 : -1);

export class Asking {
  /** @param {Ask} ask @param {() => File[]} files all that are opened @param {() => Reader | null} reader of the open archive */
  constructor(ask, files, reader) {
    this.ask = ask;
    this.files = files;
    this.reader = reader;
  }

  /** Asks for what changes the shown container, and for the image as it is then. @param {string} method @param {any[]} args @returns {Promise<[any, ImageInfo]>} */
  async change(method, ...args) {
    this.reader()?.settle();
    const [answer, image] = await Promise.all([this.ask(method, ...args), this.ask("image")]);
    this.reader()?.changed(upperOf(image));
    return [answer, image];
  }
}
