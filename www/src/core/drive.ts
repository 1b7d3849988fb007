// Drives a task of the core: fetches what it wants next and hands it over, until it is done.

import { Source } from "./source.js";

/** @import { Task, TaskOf } from "../pkg/layerscope.js" */

/** One file, or all that are open, by number. @typedef {File | File[]} Files */

/** @param {Files} files @param {number} number */
const pick = (files, number) => (Array.isArray(files) ? files[number] : files);

/**
 * Until the task is done. `pause` is called whenever bytes have to be fetched, and waited for.
 * @param {Task} task @param {Files} files @param {() => Promise<void> | void} [pause]
 */
export async function drive(task, files, pause = () => {}) {
  /** @type {Map<number, Source>} */
  const sources = new Map();
  try {
    await feed(task, (number) => sources.get(number) ?? opened(sources, files, number), pause);
  } finally {
    for (const source of sources.values()) source.stop();
  }
}

/** @param {Map<number, Source>} sources @param {Files} files @param {number} number */
function opened(sources, files, number) {
  const file = pick(files, number);
  if (!file) return null;
  const source = new Source(file);
  sources.set(number, source);
  return source;
}

/** @param {Task} task @param {(number: number) => Source | null} sourceOf @param {() => Promise<void> | void} pause */
async function feed(task, sourceOf, pause) {
  let at = task.step();
  while (at >= 0) {
    const source = sourceOf(task.file);
    if (!source) {
      at = task.fail("There is no such file among those opened.");
      continue;
    }
    let bytes = source.there(at);
    if (!bytes) {
      await pause();
      try {
        bytes = await source.read(at, task.end, task.through);
      } catch (error) {
        at = task.fail(error instanceof Error ? error.message : String(error));
        continue;
      }
    }
    const { most } = task;
    at = task.give(bytes.length > most ? bytes.subarray(0, most) : bytes, source.size);
  }
}

/**
 * Drives a task to its answer. Throws a ProblemInfo.
 * @template T
 * @param {TaskOf<T>} task @param {Files} files @param {() => Promise<void> | void} [pause]
 * @returns {Promise<T>}
 */
export async function answer(task, files, pause) {
  try {
    await drive(task, files, pause);
    return task.result();
  } finally {
    task.free();
  }
}
