// The calls of the home worker: the session's own methods, and those that need bytes of files.

import * as core from "../pkg/layerscope.js";
import { drive } from "./drive.js";
import { rehearse } from "./rehearsal.js";

/** @import { Digests, LayerInfo, Problem } from "../pkg/layerscope.js" */

/** @typedef {(done: number, total: number) => void} Tell */

/** @type {core.Session | null} */
let session = null;

/** The first call creates it. */
const live = () => {
  session ??= new core.Session();
  return session;
};

const own = {
  /** @param {Tell} tell @param {File[]} files */
  async open(tell, files) {
    const task = core.openArchives(files, tell);
    return taken(task, files, () => live().open(task));
  },
  /** @param {Tell} _ @param {File} file any archive */
  rehearse: (_, file) => rehearse(file, () => session !== null),
  /** @param {Tell} _ @param {string} name @param {File[]} files @param {string[]} paths */
  async openFolder(_, name, files, paths) {
    const task = core.openFolder(name, files, paths);
    return taken(task, files, () => live().open(task));
  },
  /** @param {Tell} _ @param {Uint8Array} index @param {File} file @param {number} number */
  async joinArchive(_, index, file, number) {
    const task = core.joinArchive(index, number);
    return taken(task, file, () => live().join(task));
  },
  /** @param {Tell} _ @param {number} image */
  choose: (_, image) => ({
    image: live().choose(image),
    jobs: live().jobs(),
    complete: live().complete(),
    opened: live().opened(),
  }),
  /** @param {Tell} _ @param {number} layer @param {Uint8Array[]} stretches */
  addLayer: (_, layer, stretches) => changed(live().addLayer(layer, stretches)),
  /** @param {Tell} _ @param {number} index @param {Problem} problem */
  failLayer: (_, index, problem) => changed(live().failLayer(index, problem)),
  /** @param {Tell} _ @param {number} index @param {Digests} digests */
  setDigests: (_, index, digests) => changed(live().setDigests(index, digests)),
  /** @param {Tell} _ @param {number} index @param {Uint8Array} contents */
  setContents: (_, index, contents) => changed(live().setContents(index, contents)),
  /** Bytes of the worker's linear memory. */
  memory: () => core.memoryBytes(),
};

/** @typedef {typeof own} Own */
/** Without its first parameter. @template F @typedef {F extends (tell: Tell, ...args: infer A) => infer R ? (...args: A) => Awaited<R> : never} Untold */
/** @typedef {{ [M in keyof Own]: Untold<Own[M]> } & Omit<core.Session, keyof Own | "free" | symbol>} HomeCalls */
/** The name of a call of the home worker. @typedef {keyof HomeCalls} Call */
/** Its arguments. @template {Call} M @typedef {Parameters<HomeCalls[M]>} Args */
/** Its answer. @template {Call} M @typedef {ReturnType<HomeCalls[M]>} Answer */
/** Calls that change the shown container. @typedef {"apply" | "undo" | "redo" | "reset" | "exec"} Changing */
/** The layers that changed and, when that was the last one, the image with its sums. @typedef {ReturnType<typeof changed>} Changed */

/**
 * Has a task read archives, and the session take them.
 * @template T
 * @param {core.Task} task @param {File | File[]} files @param {() => T} take
 */
async function taken(task, files, take) {
  try {
    await drive(task, files);
    return take();
  } finally {
    task.free();
  }
}

/** @param {LayerInfo[]} layers */
function changed(layers) {
  const complete = live().complete();
  return { layers, complete, image: complete ? live().image() : null };
}

/** @typedef {Record<string, ((...args: unknown[]) => unknown) | undefined>} Functions */

/** Answers, or promises to. Throws a ProblemInfo. @param {Call} method @param {unknown[]} args as `Args` of the method @param {Tell} tell */
export function home(method, args, tell) {
  const call = /** @type {Functions} */ (own)[method];
  if (call) return call(tell, ...args);
  // Called on the session, which is `this` to its methods.
  const calls = /** @type {Functions} */ (/** @type {unknown} */ (live()));
  return calls[method]?.(...args);
}
