// The root of today's engines (scripts/engines-root.sh), entered by a process that keeps its mount namespace alive.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { at } from "../../scripts/build/steps.mjs";

/** Where `make engines-root` makes it. */
export const ROOT =
  process.env.LAYERSCOPE_ENGINES || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "layerscope/engines");

/** Why its programs can't run here; null = they can. @param {string} program */
export function rootMissing(program) {
  if (process.getuid?.() !== 0) return "needs root";
  if (existsSync(join(ROOT, program))) return null;
  return `no ${program} below ${ROOT}: make engines-root makes it, LAYERSCOPE_ENGINES names another`;
}

/** A mount namespace whose `/` is that root, and a folder of our own in it. */
export class Room {
  #keeper = spawn(at("scripts/engines-root.sh"), ["run", ROOT, "sleep", "infinity"], { stdio: "ignore" });
  /** The folder as this machine sees it, and as the programs in the root see it. */
  folder;
  inside;

  constructor() {
    mkdirSync(join(ROOT, "srv"), { recursive: true });
    this.folder = mkdtempSync(join(ROOT, "srv", "engine-"));
    this.inside = this.folder.slice(ROOT.length);
  }

  /** A command line that runs another one in the root. @param {string[]} command */
  entered(command) {
    return ["nsenter", "-t", String(this.#keeper.pid), "-m", "-r", "-w", "--", ...command];
  }

  /** Waits until the keeper stands in the root. */
  async ready() {
    const [program = "", ...args] = this.entered(["test", "-d", this.inside]);
    for (let n = 0; n < 100; n++) {
      // Before pivot_root the folder has its long path, so this fails.
      if (spawnSync(program, args).status === 0) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`no process enters ${ROOT}`);
  }

  async leave() {
    const gone = new Promise((done) => this.#keeper.once("exit", done));
    this.#keeper.kill();
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
