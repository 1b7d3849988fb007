// Typed command lines of the shown container: run in the session, what they print is read here as any content is.

import type { Executed, ImageInfo, ShellOutput } from "../../pkg/layerscope.js";
import { cancelled } from "./problem.ts";
import type { Reader } from "./reader.ts";
import { SessionPart } from "./session-part.ts";

export type Printed = Extract<ShellOutput, { text: string }>;

/** Bytes of one file that are printed. */
const MOST = 64 << 10;

export class Shell extends SessionPart {
  /** The place of a text that no line has needed yet. */
  #spare: { among: File[]; number: number } | null = null;

  /** One line, one step. */
  async exec(line: string): Promise<{ executed: Executed; printed: Printed[]; image: ImageInfo }> {
    const files = this.files();
    const reader = this.reader();
    if (!reader) throw cancelled();
    // The text gets its number before the line runs, so that no other file takes it meanwhile.
    const next = this.#spare?.among === files ? this.#spare.number : files.push(new File([], "typed")) - 1;
    this.#spare = null;
    const [executed, image] = await this.change("exec", line, Date.now(), next);
    if (executed.text.length > 0) files[next] = new File([executed.text], "typed");
    else this.#spare = { among: files, number: next };
    const printed = [];
    for (const output of executed.output) printed.push("text" in output ? output : await this.#print(reader, output));
    return { executed, printed, image };
  }

  async #print(reader: Reader, { content, bytes, lines }: Exclude<ShellOutput, Printed>): Promise<Printed> {
    const { bytes: read, problem } = await reader.readSource(content, Math.min(bytes ?? content.size, MOST));
    if (problem) return { text: `${problem.message}\n`, error: true };
    const text = new TextDecoder().decode(read);
    return { text: lines === null ? text : text.split("\n").slice(0, lines).join("\n"), error: false };
  }
}
