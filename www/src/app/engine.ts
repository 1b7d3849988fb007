// The page's one engine, and how what it tells on its own gets into the store.

import { Engine } from "../core/engine.ts";
import type { Events } from "../core/events.ts";
import { gatherFindings } from "./findings.ts";
import { store } from "./store.ts";
import { Pace } from "./time-left.ts";

export const engine = new Engine();
export const pace = new Pace();

/** Listens to an event of the engine. */
export const on = <E extends keyof Events>(type: E, listener: (detail: Events[E]) => void) =>
  engine.addEventListener(type, (event) => listener((event as CustomEvent<Events[E]>).detail));

/** Asks for the findings again, soon. */
export const findings = gatherFindings(() => engine.ask("findings"));

on("progress", (progress) => {
  const { saving } = store.state;
  if (progress.phase !== "saving") store.set({ progress, secondsLeft: pace.left(progress) });
  else if (saving) store.set({ saving: { ...saving, done: progress.done, total: progress.total } });
});
on("opened", (opened) => {
  if (store.state.opened) store.set({ opened });
  findings();
});
on("layer", (layer) => {
  const { image, tree, merged } = store.state;
  // A container is shown as if the image ended below it.
  if (!image || (image.container && layer.container === null && layer.index >= image.layers.length - 1)) return;
  const layers = image.layers.with(layer.index, layer);
  store.set({ image: { ...image, layers }, tree: merged ? tree : tree + 1 });
  findings();
});
on("image", (image) => store.set({ image }));
on("tree", () => {
  store.set({ merged: true, tree: store.state.tree + 1, progress: null });
  findings();
});
on("contents", () => store.set({ tree: store.state.tree + 1 }));
/** The digests of compressed layers, now known, are part of the id in containerd's store. An image that is left meanwhile needs none. */
function learnTarget() {
  const { stores } = store.state.image ?? {};
  if (stores?.containerdLoads && stores.target === null)
    engine.ask("image").then(
      (image) => store.set({ image }),
      () => {},
    );
}
on("verified", () => {
  store.set({ proof: "done", progress: null });
  findings();
  learnTarget();
});
on("problem", (problem) => {
  if (problem.kind.startsWith("worker-") && store.state.phase === "explore") {
    const { fileName } = store.state;
    store.set({ ...store.fresh("file"), phase: "problem", fileName, problem: { ...problem, file: fileName } });
    engine.cancel();
  } else {
    store.set({ problems: [...store.state.problems, problem] });
    findings();
  }
});
