// What is written out of the shown image: the session gives it step by step, and each step is handed to the browser at once.

import type { ReportKind } from "../../pkg/layerscope.js";
import type { Answer, Args } from "./home-calls.ts";
import { cancelled } from "./problem.ts";
import { SessionPart } from "./session-part.ts";

const CSV = "text/csv;charset=utf-8";
const TYPES = {
  json: "application/json",
  "dive-json": "application/json",
  "csv-layers": CSV,
  "csv-files": CSV,
  "csv-dead": CSV,
  dockerfile: "text/plain;charset=utf-8",
  html: "text/html;charset=utf-8",
} as const;

export class Reports extends SessionPart {
  /** Counts reports: a stopped or replaced report is recognised by an older number. */
  #turn = 0;
  #tell: (done: number, total: number) => void;

  /** @param tell how many of the steps are done */
  constructor(
    ask: ConstructorParameters<typeof SessionPart>[0],
    files: ConstructorParameters<typeof SessionPart>[1],
    reader: ConstructorParameters<typeof SessionPart>[2],
    tell: (done: number, total: number) => void,
  ) {
    super(ask, files, reader);
    this.#tell = tell;
  }

  /** One at a time: another one ends it. */
  async save(kind: ReportKind, korean: boolean): Promise<Blob> {
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

  async #ask<M extends "reportStart" | "reportBatch">(turn: number, method: M, ...args: Args<M>): Promise<Answer<M>> {
    if (turn !== this.#turn) throw cancelled();
    const answer = await this.ask(method, ...args);
    if (turn !== this.#turn) throw cancelled();
    return answer;
  }
}
