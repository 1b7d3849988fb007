// The worker's script. One and the same for all roles: the home worker owns the session, scanners read and hash layers, readers
// read versions, and one indexes what is to join.

import * as core from "../pkg/layerscope.js";
import { isProblem } from "./problem.js";
import { readings } from "./reading.js";

/**
 * From the page. `boot` comes first. `join` (to the home worker) and `home` (to a scanner) carry the two ends of one
 * channel, so that a layer's bytes never pass the page's thread.
 * @typedef {{ type: "boot", module: WebAssembly.Module }
 *   | { type: "join" | "home", port: MessagePort }
 *   | { type: "call", id: number, method: string, args: any[] }
 *   | { type: "job", id: number, what: "scan" | "hash", epoch: number, layer: number, file: File, plan: Uint8Array }
 *   | { type: "job", id: number, what: "read" | "save", call: string, args: any[] }
 *   | { type: "job", id: number, what: "index", file: File, any: boolean }} ToWorker
 */

/** Never more than ten reports a second: the page has better things to do. */
const EVERY_MS = 100;

/** @type {any} the Session of types.d.ts; made by the first call */
let session = null;
/** Counts `choose` calls, so that a layer scanned for an image that was left arrives nowhere. */
let epoch = 0;
/** @type {MessagePort | null} a scanner's way home; one that has none gives what it made to who asked */
let home = null;

const post = (/** @type {any} */ message, /** @type {Transferable[]} */ transfer = []) =>
  self.postMessage({ ...message, memory: core.memoryBytes() }, { transfer });

/** Plain problems are answers; anything else is a trap, after which this instance can't be trusted. */
const failure = (/** @type {unknown} */ error) => (isProblem(error) ? { error } : { crash: String(error) });

/** @param {(done: number, total: number) => void} tell */
function throttled(tell) {
  let last = 0;
  let finished = false;
  return (/** @type {number} */ done, /** @type {number} */ total) => {
    const now = performance.now();
    if (now - last < EVERY_MS && (finished || done !== total)) return;
    last = now;
    finished = done === total;
    tell(done, total);
  };
}

/**
 * What the page may ask of the session beyond its plain methods.
 * @type {Record<string, (...args: any[]) => any>}
 */
const own = {
  open: (files) =>
    session.open(
      files,
      throttled((done, total) => post({ progress: { done, total } })),
    ),
  choose(image, newEpoch) {
    epoch = newEpoch;
    return {
      image: session.choose(image),
      jobs: session.jobs(),
      complete: session.complete(),
      opened: session.opened(),
    };
  },
  failLayer: (index, problem) => changed(session.failLayer(index, problem)),
  setDigests: (index, digests) => changed([session.setDigests(index, digests)]),
  memory: () => core.memoryBytes(),
};

/** The layers that changed and, when that was the last one, the image with its sums. */
function changed(/** @type {any[]} */ layers) {
  const complete = session.complete();
  return { layers, complete, image: complete ? session.image() : null };
}

/** @param {{ id: number, method: string, args: any[] }} call */
function answer({ id, method, args }) {
  try {
    session ??= new core.Session();
    const result = own[method] ? own[method](...args) : session[method](...args);
    post({ id, result });
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

/**
 * A layer arrives at home, scanned, or what its files hash to.
 * @param {MessageEvent<{ epoch: number, layer: number, buffer?: Uint8Array, contents?: Uint8Array }>} event
 */
function arrive({ data }) {
  if (data.epoch !== epoch) return;
  try {
    if (data.contents) {
      const layers = session.setContents(data.layer, data.contents);
      if (layers.length > 0) post({ event: { epoch, ...changed(layers), toldAnew: true } });
      return;
    }
    post({ event: { epoch, ...changed(session.addLayer(data.layer, data.buffer)) } });
  } catch (error) {
    if (isProblem(error)) post({ event: { epoch, ...changed(session.failLayer(data.layer, error)) } });
    else post({ crash: String(error) });
  }
}

/** @param {Extract<ToWorker, { what: "read" | "save" }>} job */
function readFor({ id, call, args }) {
  try {
    const out = {
      send: (/** @type {Blob} */ chunk) => post({ id, chunk }),
      alive: () => post({ id, progress: { done: 0, total: 0 } }),
    };
    post({ id, result: readings[call]?.(out, ...args) });
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

/** @param {Extract<ToWorker, { what: "index" }>} job */
function index({ id, file, any }) {
  const tell = throttled((done, total) => post({ id, progress: { done, total } }));
  try {
    const result = core.indexArchive(file, any, tell) ?? null;
    post({ id, result }, result ? [result.buffer] : []);
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

/** @param {Extract<ToWorker, { what: "scan" | "hash" }>} job */
function work({ id, what, epoch, layer, file, plan }) {
  const tell = throttled((done, total) => post({ id, progress: { done, total } }));
  try {
    if (what === "hash") {
      const { digests, contents } = core.hash(file, plan, tell);
      if (!home) return post({ id, result: { digests, contents } }, [contents.buffer]);
      home.postMessage({ epoch, layer, contents }, [contents.buffer]);
      post({ id, result: digests });
      return;
    }
    const buffer = core.scan(file, plan, tell);
    if (!home) return post({ id, result: buffer }, [buffer.buffer]);
    home.postMessage({ epoch, layer, buffer }, [buffer.buffer]);
    post({ id, result: null });
  } catch (error) {
    post({ id, ...failure(error) });
  }
}

self.onmessage = (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.type === "boot") core.initSync({ module: data.module });
  else if (data.type === "call") answer(data);
  else if (data.type === "job" && "call" in data) readFor(data);
  else if (data.type === "job" && data.what === "index") index(data);
  else if (data.type === "job") work(data);
  else if (data.type === "join") data.port.onmessage = arrive;
  else home = data.port;
};
