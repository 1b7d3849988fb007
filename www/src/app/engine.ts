// The page's one engine, and how what it tells on its own gets into the store.

import { Engine } from "../engine/engine.js";
import { gatherFindings } from "./findings.js";
import { Pace } from "./pace.js";
import { fresh, store } from "./store.js";

/** @import { ImageInfo, LayerInfo, Opened, ProblemInfo } from "../pkg/layerscope.js" */
/** @import { Progress } from "../engine/tally.js" */
/** @import { AddingProgress } from "../engine/adding.js" */

export const engine = new Engine();
export const pace = new Pace();

/** What the engine tells on its own. @param {string} type @param {(detail: any) => void} listener */
export const on = (type, listener) =>
  engine.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail));

/** Asks for the findings anew, soon. */
export const findings = gatherFindings(() => engine.ask("findings"));

on("progress", (/** @type {Progress} */ progress) => {
  const { saving } = store.state;
  if (progress.phase !== "saving") store.set({ progress, secondsLeft: pace.left(progress) });
  else if (saving) store.set({ saving: { ...saving, done: progress.done, total: progress.total } });
});
on("adding", (/** @type {AddingProgress | null} */ adding) => store.set({ adding }));
on("opened", (/** @type {Opened} */ opened) => {
  if (store.state.opened) store.set({ opened });
  findings();
});
on("layer", (/** @type {LayerInfo} */ layer) => {
  const { image, tree, merged } = store.state;
  // A container is shown as if the image ended below it.
  if (!image || (image.container && layer.container === null && layer.index >= image.layers.length - 1)) return;
  const layers = image.layers.with(layer.index, layer);
  store.set({ image: { ...image, layers }, tree: merged ? tree : tree + 1 });
  findings();
});
on("image", (/** @type {ImageInfo} */ image) => store.set({ image }));
on("tree", () => {
  store.set({ merged: true, tree: store.state.tree + 1, progress: null });
  findings();
});
on("told", () => store.set({ tree: store.state.tree + 1 }));
on("verified", () => {
  store.set({ proof: "done", progress: null });
  findings();
});
on("problem", (/** @type {ProblemInfo} */ problem) => {
  if (problem.kind.startsWith("worker-") && store.state.phase === "explore") {
    const { fileName } = store.state;
    store.set({ ...fresh, phase: "problem", fileName, problem: { ...problem, file: fileName } });
    engine.cancel();
  } else {
    store.set({ problems: [...store.state.problems, problem] });
    findings();
  }
});
