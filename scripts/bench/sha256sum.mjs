// Times coreutils' sha256sum over an archive: the least that reading and hashing every byte costs a native program.
import { spawn } from "node:child_process";

/**
 * @param {string} archive
 * @returns {Promise<number | null>} milliseconds; null where there is no sha256sum
 */
export async function runSha256sum(archive) {
  const start = performance.now();
  const child = spawn("sha256sum", ["--binary", archive], { stdio: ["ignore", "ignore", "inherit"] });
  const status = await new Promise((done) => child.once("error", () => done(null)).once("exit", done));
  if (status === null) return null;
  if (status !== 0) throw new Error(`sha256sum ended with ${status}`);
  return performance.now() - start;
}
