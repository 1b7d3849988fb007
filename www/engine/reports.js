// What is written out of the shown image: a text, or a report in batches, so that nobody ever holds a whole one.

import { Asking } from "./asking.js";
import { cancelled } from "./problem.js";

/** @import { EngineReports, ReportKind } from "../types.waste.d.ts" */

/** @implements {EngineReports} */
export class Reports extends Asking {
  /** Steps done, of how many. @type {(done: number, total: number) => void} */
  onProgress = () => {};
  /** Counts reports, and what stopped them: an older one ends. */
  #turn = 0;

  /** @param {"dockerfile"} kind @returns {Promise<string>} */
  text(kind) {
    return this.ask(kind);
  }

  /** @param {ReportKind} kind @param {boolean} korean @returns {Promise<Blob>} */
  async save(kind, korean) {
    const turn = ++this.#turn;
    const mine = () => {
      if (turn !== this.#turn) throw cancelled();
    };
    /** @type {{ steps: number }} */
    const { steps } = await this.ask("reportStart", kind, korean, Date.now());
    const parts = [];
    let from = 0;
    do {
      mine();
      /** @type {{ bytes: Uint8Array<ArrayBuffer>, next: number }} */
      const { bytes, next } = await this.ask("reportBatch", from);
      // A Blob may lie on the disk.
      parts.push(new Blob([bytes]));
      from = next;
      this.onProgress(from, steps);
    } while (from < steps);
    mine();
    return new Blob(parts, { type: "application/octet-stream" });
  }

  /** The report that is being written is wanted no more: its promise rejects. */
  stop() {
    this.#turn++;
  }
}
