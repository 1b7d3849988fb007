// What a tar holds, in lines that two engines' tars can be compared by.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const lines = (/** @type {string} */ text) => text.split("\n").filter((line) => line !== "");

/**
 * A tar's entries by path: type, mode, owner, size, link; and the time where nothing happened.
 * @param {string} path
 * @param {Set<string>} [touched]
 * @param {number} [since] milliseconds: what is newer was touched, too, such as the parent of what came and went
 */
export function listing(path, touched = new Set(), since = Number.POSITIVE_INFINITY) {
  const listed = execFileSync("tar", ["--numeric-owner", "--full-time", "-tvf", path], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, TZ: "UTC", LC_ALL: "C.UTF-8" },
  });
  const entries = lines(listed).map((line) => {
    const [mode, owner, size, day, time, ...name] = line.split(/ +/);
    const behind = line.slice(line.indexOf(`${time} `) + (time?.length ?? 0)).trim();
    const text = behind.replace(/^\.\//, "").replace(" link to ./", " link to ");
    const file = (text.split(/ -> | link to /)[0] ?? "").replace(/^(\.\/+|\/+|\.$)/, "").replace(/\/$/, "");
    const timeless = touched.has(`/${file}`) || Date.parse(`${day}T${time}Z`) >= since;
    return [file, `${mode} ${owner} ${size} ${text} ${timeless ? "" : `${day} ${time}`} ${name.length > 0}`];
  });
  return entries.filter(([file]) => file !== "" && file !== "vol").sort(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1));
}

/** The hash of each regular file of a tar. @param {string} path */
export function hashes(path) {
  const into = mkdtempSync(join(tmpdir(), "layerscope-hashes-"));
  execFileSync("tar", ["-xf", path, "-C", into]);
  const out = execFileSync("sh", ["-c", "find . -type f -print0 | sort -z | xargs -0r sha256sum"], {
    cwd: into,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  rmSync(into, { recursive: true, force: true });
  return lines(out);
}

/** A directory with its extended attributes, as a tar. @param {string} folder @param {string} path */
export function pack(folder, path) {
  execFileSync("tar", ["-C", folder, "--xattrs", "--xattrs-include=*", "--numeric-owner", "-cf", path, "."]);
}

/** How many directories of a tar are opaque. @param {string} path */
export function opaque(path) {
  const listed = execFileSync("tar", ["--xattrs", "--xattrs-include=*", "-tvvf", path], { encoding: "utf8" });
  return lines(listed).filter((line) => line.includes("overlay.opaque")).length;
}
