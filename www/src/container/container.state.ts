// Containers as a person handles them: run, look at, change, take back, remove; and a record of what each step did below.

import { asProblem } from "../engine/problem.js";
import { t } from "../text/i18n.js";
import { announce, ignore } from "./actions.js";
import { engine } from "./core.js";
import { store } from "./store.js";

/** @import { Applied, EffectInfo, ImageInfo, Op, PathHistory } from "../pkg/layerscope.js" */
/** @import { Key } from "../text/i18n.js" */
/** @import { State } from "./store.js" */

/**
 * One step and what came of it. `words` and `params` are worded when they are drawn; a refusal's message is the system's own.
 * @typedef {{ id: number, words: Key, params: Record<string, any>, command: string | null, effects: EffectInfo[], refusal: string | null, printed?: { text: string, error: boolean }[] }} Happening
 * @typedef {"newFile" | "newFolder" | "upload" | "edit" | "append" | "rename" | "chmod" | "chown" | "touch" | "symlink" | "link" | "delete"} Act
 * @typedef {{ act: Act | "remove" | "commit", path: PathHistory | null, folder: string }} Asking  folder: with its slash, where what is new goes
 * @typedef {{ path: PathHistory | null, folder: string, x: number, y: number }} Offer  x, y: pixels of the window
 */

/** Steps that are remembered. */
const MOST = 100;
/** Of a step of many operations, the first are told as command lines. */
const SHOWN = 3;
let next = 1;

/** The container's layer, or -1 where none is shown. @param {Pick<State, "image">} state */
export const upperOf = ({ image }) => (image?.container ? image.layers.findLastIndex((l) => l.container !== null) : -1);

/** Can the files be changed: a container is shown, and seen from its own height? @param {Pick<State, "image" | "height">} state */
export const editable = (state) => upperOf(state) >= 0 && state.height === upperOf(state);

/** Containers of the shown image, oldest first. @param {Pick<State, "image" | "containers">} state */
export const siblings = ({ image, containers }) => containers.filter((container) => container.image === image?.index);

/** @param {Omit<Happening, "id">} happening */
export function tell(happening) {
  store.set({ log: [...store.state.log, { id: next++, ...happening }].slice(-MOST) });
}

export const forgetLog = () => store.set({ log: [] });

/** Puts the image with its container, as it is now, where everybody sees it. @param {ImageInfo} image @param {Partial<State>} [more] */
async function show(image, more = {}) {
  const containers = await engine.ask("containers");
  const { tree, edits } = store.state;
  store.set({ image, containers, tree: tree + 1, edits: edits + 1, ...more });
}

/** What a command line did is told already. @param {ImageInfo} image */
export const settleLine = (image) => show(image);

/** What failed though the core should have done it. @param {unknown} error */
function failed(error) {
  const problem = asProblem(error);
  if (problem.kind !== "cancelled") announce(problem.message);
}

/** Runs a container on layers 0 to `height` and shows it. @param {number} height */
export async function run(height) {
  try {
    const id = await engine.ask("run", height);
    await showContainer(id);
    const { image } = store.state;
    tell({
      words: "container.did.run",
      params: { id: id + 1, n: height + 1, image },
      command: null,
      effects: [],
      refusal: null,
    });
  } catch (error) {
    failed(error);
  }
}

/** Shows a container on its layers, or with null the image alone. @param {number | null} id */
export async function showContainer(id) {
  try {
    const image = await engine.containers.choose(id);
    const { shape, mode } = store.state;
    const height = Math.max(0, image.layers.length - 1);
    await show(image, {
      height,
      tab: "layer",
      mode: id === null || shape === "diagram" ? mode : "merged",
      viewer: null,
      offer: null,
    });
  } catch (error) {
    failed(error);
  }
}

/** @param {{ applied: Applied, image: ImageInfo }} outcome @param {Key} words @param {Record<string, any>} params @param {string | null} [command] */
async function settle({ applied, image }, words, params, command = null) {
  const { refusal, effects } = applied;
  // The rows have to know what is new about them when they are drawn.
  tell({ words, params, command, effects, refusal: refusal?.message ?? null });
  if (!refusal) await show(image);
  return refusal?.message ?? null;
}

/** Performs one step. Resolves to why it was refused, or null. @param {Op[]} ops @param {Key} words @param {Record<string, any>} params */
export async function perform(ops, words, params) {
  try {
    const lines = await Promise.all(ops.slice(0, SHOWN).map((op) => engine.ask("equivalent", op)));
    const command = lines.join(" && ") + (ops.length > SHOWN ? " && …" : "");
    return await settle(await engine.containers.apply(ops), words, params, command);
  } catch (error) {
    failed(error);
    return asProblem(error).message;
  }
}

/** @param {"undo" | "redo" | "reset"} what */
export async function step(what) {
  const { container } = store.state.image ?? {};
  if (!container || (what === "reset" ? container.entries : container[what]) === 0) return;
  try {
    await settle(await engine.containers.step(what), `container.did.${what}`, {
      n: container.entries,
      bytes: container.bytes,
    });
  } catch (error) {
    failed(error);
  }
}

/** Removes a container and says what went away; its image is shown alone where it was shown. @param {number} id */
export async function removeContainer(id) {
  const shown = store.state.image?.container?.id === id;
  try {
    const { entries, bytes } = await engine.containers.remove(id);
    if (shown) await showContainer(null);
    else store.set({ containers: await engine.ask("containers") });
    const { image } = store.state;
    const params = { id: id + 1, n: entries, bytes, image };
    tell({ words: "container.did.remove", params, command: null, effects: [], refusal: null });
    announce(t("container.removed", { id: id + 1 }));
  } catch (error) {
    failed(error);
  }
}

/** The directory that what is new goes into: the selected one, else the one that holds what is selected. */
export async function folderOfSelected() {
  const { selected, height } = store.state;
  const path = selected ? await engine.ask("path", selected.node, height).catch(() => null) : null;
  if (!path?.live || path.path === "/") return "/";
  return path.kind === "dir" ? `${path.path}/` : path.path.slice(0, path.path.lastIndexOf("/") + 1);
}

/** Offers what can be done with a path, in a menu. @param {number} node @param {number} x @param {number} y */
export async function offer(node, x, y) {
  const path = await engine.ask("path", node, store.state.height).catch(ignore);
  if (!path || !editable(store.state)) return;
  const folder =
    path.kind === "dir" && path.live
      ? `${path.path === "/" ? "" : path.path}/`
      : path.path.slice(0, path.path.lastIndexOf("/") + 1);
  store.set({ offer: { path, folder, x, y } });
}

export const closeOffer = () => store.set({ offer: null });

/** @param {Asking | null} asking */
export const ask = (asking) => store.set({ asking, offer: null });
