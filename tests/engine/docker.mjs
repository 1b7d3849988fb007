// A private Docker engine for the tests: own data, own socket, no network; gone with the process. This machine's own, or one of the root of
// today's engines with either image store.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { CommandLine } from "./command.mjs";
import { Room, rootMissing } from "./root.mjs";

/** Why this machine's own Docker can't run; null = it can. */
function hostMissing() {
  if (process.getuid?.() !== 0) return "needs root to start a private dockerd";
  for (const program of ["dockerd", "docker", "tar"]) {
    if (spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0) return `needs ${program} (Debian: docker.io)`;
  }
  return null;
}

export class Docker {
  /** Files of the engine as this machine sees them. */
  folder;
  /** The same as the engine sees them. */
  #inside;
  #daemon;
  /** @type {CommandLine} */
  cli;

  /** @param {Room | null} room @param {"graph" | "containerd" | null} store null: as that Docker does by itself */
  constructor(room, store) {
    this.room = room;
    this.folder = room ? room.folder : mkdtempSync(join(tmpdir(), "layerscope-engine-"));
    this.#inside = room ? room.inside : this.folder;
    const at = (/** @type {string} */ name) => join(this.#inside, name);
    const socket = `unix://${at("docker.sock")}`;
    const config = JSON.stringify(store ? { features: { "containerd-snapshotter": store === "containerd" } } : {});
    writeFileSync(join(this.folder, "config.json"), config);
    const entered = (/** @type {string[]} */ command) => (room ? room.entered(command) : command);
    const [program = "", ...args] = entered([
      ...["dockerd", "--config-file", at("config.json"), "--data-root", at("root"), "--exec-root", at("exec")],
      ...["-p", at("pid"), "-H", socket, "--iptables=false", "--ip6tables=false", "--bridge=none"],
    ]);
    const log = openSync(join(this.folder, "log"), "w");
    this.#daemon = spawn(program, args, { stdio: ["ignore", log, log] });
    this.cli = new CommandLine(entered(["docker", "-H", socket]));
  }

  /** Waits until it answers. */
  async ready() {
    for (let n = 0; n < 240; n++) {
      if (this.#daemon.exitCode !== null) break;
      if (this.cli.try("version").status === 0) return;
      await new Promise((done) => setTimeout(done, 250));
    }
    throw new Error(`dockerd did not start:\n${readFileSync(join(this.folder, "log"), "utf8").slice(-2000)}`);
  }

  /** The upper directory of a container as this machine sees it; null: the store does not say. @param {string} container */
  upper(container) {
    const said = this.cli.run("inspect", "-f", "{{json .GraphDriver.Data}}", container);
    const upper = JSON.parse(said)?.UpperDir;
    return upper ? join(this.folder, upper.slice(this.#inside.length)) : null;
  }

  async stop() {
    if (this.#daemon.exitCode === null) {
      const gone = new Promise((done) => this.#daemon.once("exit", done));
      this.#daemon.kill();
      await gone;
    }
    // dockerd mounts its data root over itself: here it stays until the namespace goes.
    if (this.room) await this.room.leave();
    else rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * The function starts an engine. Where the machine has none, it returns the reason.
 * @param {"20.10" | "graph" | "containerd"} which
 * @returns {Promise<{ engine: Docker } | { skip: string }>}
 */
export async function startDocker(which) {
  const missing = which === "20.10" ? hostMissing() : rootMissing("usr/sbin/dockerd");
  if (missing) return { skip: missing };
  const room = which === "20.10" ? null : new Room();
  await room?.ready();
  const engine = new Docker(room, which === "20.10" ? null : which);
  // Containers in containers, kernels without overlay: not every machine can.
  const failed = await engine.ready().catch((error) => `dockerd does not start here: ${error.message}`);
  const version = failed ? "" : engine.cli.run("version", "-f", "{{.Server.Version}}").trim();
  const driver = failed ? "" : engine.cli.run("info", "-f", "{{.Driver}}").trim();
  const wanted = which === "containerd" ? "overlayfs" : "overlay2";
  const why =
    failed ||
    (driver !== wanted && `dockerd has the driver ${driver} here, not ${wanted}`) ||
    (which === "20.10" && !version.startsWith("20.10") && `this machine has Docker ${version}, not 20.10`);
  if (!why) return { engine };
  await engine.stop();
  return { skip: why };
}
