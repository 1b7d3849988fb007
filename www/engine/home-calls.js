// What the page may ask of the home worker: the session's own methods, and those that need bytes of files.

import * as core from "../pkg/layerscope.js";
import { drive } from "./drive.js";

/** @type {any} the Session of types.d.ts; made by the first call */
let session = null;

/** @typedef {(done: number, total: number) => void} Tell */

/** @type {Record<string, (tell: Tell, ...args: any[]) => any>} */
const own = {
  async open(tell, /** @type {File[]} */ files) {
    const task = core.openArchives(files, tell);
    return taken(task, files, () => session.open(task));
  },
  async openFolder(_, /** @type {string} */ name, /** @type {File[]} */ files, /** @type {string[]} */ paths) {
    const task = core.openFolder(name, files, paths);
    return taken(task, files, () => session.open(task));
  },
  async joinArchive(_, /** @type {Uint8Array} */ index, /** @type {File} */ file, /** @type {number} */ number) {
    const task = core.joinArchive(index, number);
    return taken(task, file, () => session.join(task));
  },
  choose: (_, image) => ({
    image: session.choose(image),
    jobs: session.jobs(),
    complete: session.complete(),
    opened: session.opened(),
  }),
  addLayer: (_, layer, stretches) => changed(session.addLayer(layer, stretches)),
  failLayer: (_, index, problem) => changed(session.failLayer(index, problem)),
  setDigests: (_, index, digests) => changed([session.setDigests(index, digests)]),
  setContents: (_, index, contents) => changed(session.setContents(index, contents)),
  memory: () => core.memoryBytes(),
};

/** Has a task read archives, and the session take them. @param {core.Task} task @param {File | File[]} files @param {() => any} take */
async function taken(task, files, take) {
  try {
    await drive(task, files);
    return take();
  } finally {
    task.free();
  }
}

/** The layers that changed and, when that was the last one, the image with its sums. @param {any[]} layers */
function changed(layers) {
  const complete = session.complete();
  return { layers, complete, image: complete ? session.image() : null };
}

/** Answers, or promises to. Throws a Problem. @param {string} method @param {any[]} args @param {Tell} tell */
export function home(method, args, tell) {
  session ??= new core.Session();
  return own[method] ? own[method](tell, ...args) : session[method](...args);
}
