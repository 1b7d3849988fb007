// The calls of the home worker: the session's own methods, and those that need bytes of files.

import type { Digests, LayerInfo, Problem } from "../../pkg/layerscope.js";
import * as core from "../../pkg/layerscope.js";
import { drive } from "./drive.ts";
import { rehearse } from "./rehearsal.ts";

export type Tell = (done: number, total: number) => void;

let session: core.Session | null = null;

/** The first call creates it. */
const live = () => {
  session ??= new core.Session();
  return session;
};

const own = {
  async open(tell: Tell, files: File[]) {
    const task = core.openArchives(files, tell);
    return taken(task, files, () => live().open(task));
  },
  /** @param file any archive */
  rehearse: (_: Tell, file: File) => rehearse(file, () => session !== null),
  async openFolder(_: Tell, name: string, files: File[], paths: string[]) {
    const task = core.openFolder(name, files, paths);
    return taken(task, files, () => live().open(task));
  },
  async joinArchive(_: Tell, index: Uint8Array, file: File, number: number) {
    const task = core.joinArchive(index, number);
    return taken(task, file, () => live().join(task));
  },
  choose: (_: Tell, image: number) => ({
    image: live().choose(image),
    jobs: live().jobs(),
    complete: live().complete(),
    opened: live().opened(),
  }),
  addLayer: (_: Tell, layer: number, stretches: Uint8Array[]) => changed(live().addLayer(layer, stretches)),
  failLayer: (_: Tell, index: number, problem: Problem) => changed(live().failLayer(index, problem)),
  setDigests: (_: Tell, index: number, digests: Digests) => changed(live().setDigests(index, digests)),
  setContents: (_: Tell, index: number, contents: Uint8Array) => changed(live().setContents(index, contents)),
  /** Bytes of the worker's linear memory. */
  memory: () => core.memoryBytes(),
};

export type Own = typeof own;
/** Without its first parameter. */
export type Untold<F> = F extends (tell: Tell, ...args: infer A) => infer R ? (...args: A) => Awaited<R> : never;
export type HomeCalls = { [M in keyof Own]: Untold<Own[M]> } & Omit<core.Session, keyof Own | "free" | symbol>;
/** The name of a call of the home worker. */
export type Call = keyof HomeCalls;
/** Its arguments. */
export type Args<M extends Call> = Parameters<HomeCalls[M]>;
/** Its answer. */
export type Answer<M extends Call> = ReturnType<HomeCalls[M]>;
/** Calls that change the shown container. */
export type Changing = "apply" | "undo" | "redo" | "reset" | "exec";
/** The layers that changed and, when that was the last one, the image with its sums. */
export type Changed = ReturnType<typeof changed>;

/** Has a task read archives, and the session take them. */
async function taken<T>(task: core.Task, files: File | File[], take: () => T) {
  try {
    await drive(task, files);
    return take();
  } finally {
    task.free();
  }
}

function changed(layers: LayerInfo[]) {
  const complete = live().complete();
  return { layers, complete, image: complete ? live().image() : null };
}

export type Functions = Record<string, ((...args: unknown[]) => unknown) | undefined>;

/**
 * Answers, or promises to. Throws a ProblemInfo.
 * @param args as `Args` of the method
 */
export function home(method: Call, args: unknown[], tell: Tell) {
  const call = (own as Functions)[method];
  if (call) return call(tell, ...args);
  // Called on the session, which is `this` to its methods.
  const calls = live() as unknown as Functions;
  return calls[method]?.(...args);
}
