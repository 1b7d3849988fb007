// Asks Linux how much memory processes have had at their peak. Elsewhere the answer is 0, and the table says so.
import { readdirSync, readFileSync } from "node:fs";

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return ""; // ended meanwhile, or no Linux
  }
}

/**
 * A process and all that it started.
 * @param {number} pid
 * @returns {number[]}
 */
export function treeOf(pid) {
  /** @type {string[]} */
  let tasks = [];
  try {
    tasks = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [pid];
  }
  const children = tasks.flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean));
  return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
}

/**
 * Sum of the peaks of resident memory.
 * @param {number[]} pids
 * @returns {number} bytes
 */
export const peakOf = (pids) =>
  pids.reduce((sum, pid) => sum + Number(/VmHWM:\s*(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024, 0);
