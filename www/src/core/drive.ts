// Drives a task of the core: fetches what it wants next and hands it over, until it is done.

import type { Task, TaskOf } from "../../pkg/layerscope.js";
import { Source } from "./source.ts";

/** One file, or all that are open, by number. */
export type Files = File | File[];

const pick = (files: Files, number: number) => (Array.isArray(files) ? files[number] : files);

/** Until the task is done. `pause` is called whenever bytes have to be fetched, and waited for. */
export async function drive(task: Task, files: Files, pause: () => Promise<void> | void = () => {}) {
  const sources: Map<number, Source> = new Map();
  try {
    await feed(task, (number) => sources.get(number) ?? opened(sources, files, number), pause);
  } finally {
    for (const source of sources.values()) source.stop();
  }
}

function opened(sources: Map<number, Source>, files: Files, number: number) {
  const file = pick(files, number);
  if (!file) return null;
  const source = new Source(file);
  sources.set(number, source);
  return source;
}

async function feed(task: Task, sourceOf: (number: number) => Source | null, pause: () => Promise<void> | void) {
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

/** Drives a task to its answer. Throws a ProblemInfo. */
export async function answer<T>(task: TaskOf<T>, files: Files, pause?: () => Promise<void> | void): Promise<T> {
  try {
    await drive(task, files, pause);
    return task.result();
  } finally {
    task.free();
  }
}
