// A private Docker engine for the tests: own data, own socket, no network; gone with the process.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** Why there can't be one here; null = there can. */
export function missing() {
  if (process.getuid?.() !== 0) return "needs root to start a private dockerd";
  for (const program of ["dockerd", "docker", "tar"]) {
    if (spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0) return `needs ${program} (Debian: docker.io)`;
  }
  return null;
}

export class Docker {
  folder = mkdtempSync(join(tmpdir(), "layerscope-engine-"));
  #socket = `unix://${join(this.folder, "docker.sock")}`;
  #daemon;

  constructor() {
    const at = (/** @type {string} */ name) => join(this.folder, name);
    const log = openSync(at("log"), "w");
    const args = ["--data-root", at("root"), "--exec-root", at("exec"), "-p", at("pid"), "-H", this.#socket];
    this.#daemon = spawn("dockerd", [...args, "--iptables=false", "--ip6tables=false", "--bridge=none"], {
      stdio: ["ignore", log, log],
    });
  }

  /** Waits until it answers. */
  async ready() {
    for (let n = 0; n < 120; n++) {
      if (this.#daemon.exitCode !== null) break;
      if (spawnSync("docker", ["-H", this.#socket, "version"], { stdio: "ignore" }).status === 0) return;
      await new Promise((done) => setTimeout(done, 250));
    }
    throw new Error(`dockerd did not start:\n${readFileSync(join(this.folder, "log"), "utf8").slice(-2000)}`);
  }

  /** The output of a command. @param {string[]} args */
  run(...args) {
    return execFileSync("docker", ["-H", this.#socket, ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** The same where failing is an answer, too. @param {string[]} args */
  try(...args) {
    const { status, stdout, stderr } = spawnSync("docker", ["-H", this.#socket, ...args], { encoding: "utf8" });
    return { status, stdout, stderr };
  }

  async stop() {
    if (this.#daemon.exitCode === null) {
      const gone = new Promise((done) => this.#daemon.once("exit", done));
      this.#daemon.kill();
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
