// What the engine's parts about containers have in common: the session to ask, the files that are open, who reads them.

/** @import { Reader } from "./reader.js" */

/** @typedef {(method: string, ...args: any[]) => Promise<any>} Ask of the session, as long as its image is shown */

export class Asking {
  /** @param {Ask} ask @param {() => File[]} files all that are opened @param {() => Reader | null} reader of the open archive */
  constructor(ask, files, reader) {
    this.ask = ask;
    this.files = files;
    this.reader = reader;
  }
}
