// What parts of the engine have in common: the session to ask, the files that are open, their reader.

import type { ImageInfo } from "../../pkg/layerscope.js";
import type { Answer, Args, Call, Changing } from "./home-calls.ts";
import type { Reader } from "./reader.ts";

/** Asks the session, as long as its image is shown. */
export type Query = <M extends Call>(method: M, ...args: Args<M>) => Promise<Answer<M>>;

/** The shown container's layer; -1 = none is shown. */
export const upperOf = (image: ImageInfo) => (image.container ? image.layers.length - 1 : -1);

export class SessionPart {
  ask: Query;
  files: () => File[];
  reader: () => Reader | null;
  /**
   * @param files all that are opened
   * @param reader of the open archive
   */
  constructor(ask: Query, files: () => File[], reader: () => Reader | null) {
    this.ask = ask;
    this.files = files;
    this.reader = reader;
  }

  /** Asks for a change of the shown container, and for the image after it. */
  async change<M extends Changing>(method: M, ...args: Args<M>): Promise<[Answer<M>, ImageInfo]> {
    this.reader()?.settle();
    const [answer, image] = await Promise.all([this.ask(method, ...args), this.ask("image")]);
    this.reader()?.changed(upperOf(image));
    return [answer, image];
  }
}
