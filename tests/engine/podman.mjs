// podman of the root of today's engines: no daemon, its own storage, no network; gone with its folder.
import { join } from "node:path";
import { CommandLine } from "./command.mjs";
import { Room, rootMissing } from "./root.mjs";

export class Podman {
  /** @param {Room} room */
  constructor(room) {
    this.room = room;
    const at = (/** @type {string} */ name) => join(room.inside, name);
    const storage = [
      "--root",
      at("root"),
      "--runroot",
      at("run"),
      "--tmpdir",
      at("tmp"),
      "--storage-driver",
      "overlay",
    ];
    // crun refuses machines with both versions of control groups.
    const run = ["--runtime", "runc", "--cgroup-manager", "cgroupfs", "--events-backend", "file"];
    const quiet = ["env", "PODMAN_IGNORE_CGROUPSV1_WARNING=1", "podman"];
    this.cli = new CommandLine(room.entered([...quiet, ...storage, ...run]));
  }

  async stop() {
    this.cli.try("system", "reset", "-f");
    await this.room.leave();
  }
}

/** @returns {Promise<{ engine: Podman } | { skip: string }>} */
export async function startPodman() {
  const missing = rootMissing("usr/bin/podman");
  if (missing) return { skip: missing };
  const room = new Room();
  await room.ready();
  const engine = new Podman(room);
  const { status, stderr } = engine.cli.try("info");
  if (status === 0) return { engine };
  await engine.stop();
  return { skip: `podman does not run here: ${stderr}` };
}
