// What is written out of the shown image: the session gives it step by step, and each step is handed to the browser at once.

import { cancelled } from "./problem.js";
import { SessionPart } from "./session-part.js";

/** @import { ReportKind } from "../pkg/layerscope.js" */
/** @import { Answer, Args } from "./home-calls.js" */

const CSV = "text/csv;charset=utf-8";
const TYPES = /** @type {const} */ ({
  json: "application/json",
  "dive-json": "application/json",
  "csv-layers": CSV,
  "csv-files": CSV,
  "csv-dead": CSV,
  dockerfile: "text/plain;charset=utf-8",
  html: "text/html;charset=utf-8",
});

export class Reports extends SessionPart {
  /** Counts reports: one that was stopped, or that another one follows, is none. */
  #turn = 0;
  #tell;

  /**
   * @param {ConstructorParameters<typeof SessionPart>[0]} ask
   * @param {ConstructorParameters<typeof SessionPart>[1]} files
   * @param {ConstructorParameters<typeof SessionPart>[2]} reader
   * @param {(done: number, total: number) => void} tell how many of the steps are done
   */
  constructor(ask, files, reader, tell) {
    super(ask, files, reader);
    this.#tell = tell;
  }

  /** One at a time: another one ends it. @param {ReportKind} kind @param {boolean} korean @returns {Promise<Blob>} */
  async save(kind, korean) {
    const turn = ++this.#turn;
    const { steps } = await this.#ask(turn, "reportStart", kind, korean, Date.now());
    const chunks = [];
    let done = 0;
    do {
      this.#tell(done, steps);
      const { bytes, next } = await this.#ask(turn, "reportBatch", done);
      // The browser keeps Blobs where it likes, on disk when there are many.
      chunks.push(new Blob([bytes]));
      done = next;
    } while (done < steps);
    this.#tell(steps, steps);
    return new Blob(chunks, { type: TYPES[kind] });
  }

  stop() {
    this.#turn++;
  }

  /**
   * @template {"reportStart" | "reportBatch"} M
   * @param {number} turn @param {M} method @param {Args<M>} args
   * @returns {Promise<Answer<M>>}
   */
  async #ask(turn, method, ...args) {
    if (turn !== this.#turn) throw cancelled();
    const answer = await this.ask(method, ...args);
    if (turn !== this.#turn) throw cancelled();
    return answer;
  }
}
