// Typed command lines of the shown container: run in the session, what they print is read here as any content is.

import { Asking } from "./asking.js";
import { cancelled } from "./problem.js";

/** @import { Reader } from "./reader.js" */
/** @import { Applied, ImageInfo, Op, PathBytes, Way } from "../types.d.ts" */

/**
 * @typedef {{ do: "commit", message: string, author: string, changes: string[], name: string | null } | { do: "rm" } | { do: "copyIn", file: string, path: PathBytes } | { do: "copyOut", path: PathBytes, node: number | null, tar: boolean, name: string }} Intent
 * @typedef {{ text: string, error: boolean } | { content: Way, bytes: number | null, lines: number | null }} Output
 * @typedef {{ output: Output[], status: number, text: Uint8Array, cwd: string, intent: Intent | null, applied: Applied }} Executed
 * @typedef {{ text: string, error: boolean }} Printed
 */

/** Bytes of one file that are printed. */
const MOST = 64 << 10;

export class Shell extends Asking {
  /** The place of a text that no line has needed yet. @type {{ among: File[], number: number } | null} */
  #spare = null;

  /** One line, one step. @param {string} line @returns {Promise<{ executed: Executed, printed: Printed[], image: ImageInfo }>} */
  async exec(line) {
    const files = this.files();
    const reader = this.reader();
    if (!reader) throw cancelled();
    // Its number is given before the line has run: nobody else may take it meanwhile.
    const next = this.#spare?.among === files ? this.#spare.number : files.push(new File([], "typed")) - 1;
    this.#spare = null;
    /** @type {[Executed, ImageInfo]} */
    const [executed, image] = await this.change("exec", line, Date.now(), next);
    if (executed.text.length > 0)
      files[next] = new File([/** @type {Uint8Array<ArrayBuffer>} */ (executed.text)], "typed");
    else this.#spare = { among: files, number: next };
    const printed = [];
    for (const output of executed.output) printed.push("text" in output ? output : await this.#print(reader, output));
    return { executed, printed, image };
  }

  /** @param {Reader} reader @param {Extract<Output, { content: Way }>} output @returns {Promise<Printed>} */
  async #print(reader, { content, bytes, lines }) {
    const { bytes: read, problem } = await reader.readWay(content, Math.min(bytes ?? content.size, MOST));
    if (problem) return { text: `${problem.message}\n`, error: true };
    const text = new TextDecoder().decode(read);
    return { text: lines === null ? text : text.split("\n").slice(0, lines).join("\n"), error: false };
  }

  /** @returns {Promise<string>} */
  cwd() {
    return this.ask("cwd");
  }

  /** @param {string} line @param {number} cursor @returns {Promise<{ from: number, candidates: string[] }>} */
  complete(line, cursor) {
    return this.ask("completeLine", line, cursor);
  }

  /** The line that an operation equals. @param {Op} op @returns {Promise<string>} */
  equivalent(op) {
    return this.ask("equivalent", op);
  }
}
