// Typed command lines of the shown container: run in the session, what they print is read here as any content is.

import { cancelled } from "./problem.js";
import { SessionPart } from "./session-part.js";

/** @import { Reader } from "./reader.js" */
/** @import { Executed, ImageInfo, ShellOutput } from "../pkg/layerscope.js" */

/** @typedef {Extract<ShellOutput, { text: string }>} Printed */

/** Bytes of one file that are printed. */
const MOST = 64 << 10;

export class Shell extends SessionPart {
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
    const [executed, image] = await this.change("exec", line, Date.now(), next);
    if (executed.text.length > 0) files[next] = new File([executed.text], "typed");
    else this.#spare = { among: files, number: next };
    const printed = [];
    for (const output of executed.output) printed.push("text" in output ? output : await this.#print(reader, output));
    return { executed, printed, image };
  }

  /** @param {Reader} reader @param {Exclude<ShellOutput, Printed>} output @returns {Promise<Printed>} */
  async #print(reader, { content, bytes, lines }) {
    const { bytes: read, problem } = await reader.readSource(content, Math.min(bytes ?? content.size, MOST));
    if (problem) return { text: `${problem.message}\n`, error: true };
    const text = new TextDecoder().decode(read);
    return { text: lines === null ? text : text.split("\n").slice(0, lines).join("\n"), error: false };
  }
}
