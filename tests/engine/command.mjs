// An engine's command line: its output, its failures, and archives through its standard input and output.
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** @typedef {{ status: number | null, stdout: string, stderr: string }} Answer */

export class CommandLine {
  /** @param {string[]} prefix the program and what stands before each command */
  constructor(prefix) {
    this.prefix = prefix;
  }

  /** @param {string[]} args @param {(number | "pipe" | "ignore")[]} stdio @returns {Answer} */
  #call(args, stdio) {
    const [program = "", ...before] = this.prefix;
    const { status, stdout, stderr, error } = spawnSync(program, [...before, ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio,
    });
    if (error) throw error;
    return { status, stdout: stdout ?? "", stderr: stderr ?? "" };
  }

  /** @param {string[]} args @param {Answer} answer */
  #must(args, answer) {
    if (answer.status !== 0) throw new Error(`${args.join(" ")}: ${answer.status}\n${answer.stderr}`);
    return answer.stdout;
  }

  /** The output of a command. @param {string[]} args */
  run(...args) {
    return this.#must(args, this.try(...args));
  }

  /** The same where failing is an answer, too. @param {string[]} args */
  try(...args) {
    return this.#call(args, ["ignore", "pipe", "pipe"]);
  }

  /** A command that reads a file. @param {string} path @param {string[]} args */
  reading(path, ...args) {
    const file = openSync(path, "r");
    const answer = this.#call(args, [file, "pipe", "pipe"]);
    closeSync(file);
    return this.#must(args, answer);
  }

  /** A command that writes a file. @param {string} path @param {string[]} args */
  writing(path, ...args) {
    const file = openSync(path, "w");
    const answer = this.#call(args, ["ignore", file, "pipe"]);
    closeSync(file);
    this.#must(args, answer);
  }
}
