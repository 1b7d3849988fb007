// Everything a person can do, as functions: they ask the engine and put what it answers into the store.

import { sampleFile } from "../engine/boot.js";
import { Engine } from "../engine/engine.js";
import { asProblem } from "../engine/problem.js";
import { remember, setLanguage, t } from "../text/i18n.js";
import { Pace } from "./pace.js";
import { fresh, store } from "./store.js";

/** @import { ImageInfo, LayerInfo, Mode, Problem, Progress } from "../types.d.ts" */
/** @import { Part, Tab, Theme } from "./store.js" */

export const engine = new Engine();
const pace = new Pace();
/** Counts openings: answers for an older one are dropped. */
let opening = 0;

/**
 * Opens image archives. Of several the first that can be read is shown.
 * @param {File[]} files
 */
export async function open(files) {
  const first = files[0];
  if (!first) return;
  const mine = ++opening;
  /** @type {Problem | null} */
  let trouble = null;
  for (const file of files) {
    engine.cancel();
    pace.reset();
    store.set({ ...fresh, phase: "opening", fileName: file.name, notice: "" });
    try {
      const opened = await engine.open([file]);
      if (mine !== opening) return;
      store.set({ opened, problems: opened.problems });
      await choose(opened.chosen);
      if (mine === opening && files.length > 1)
        store.set({ notice: t("notice.oneOf", { file: file.name, n: files.length }) });
      return;
    } catch (error) {
      if (mine !== opening) return;
      trouble ??= { ...asProblem(error), file: asProblem(error).file ?? file.name };
    }
  }
  engine.cancel();
  store.set({ ...fresh, phase: "problem", fileName: trouble?.file ?? first.name, problem: trouble });
}

/** Opens the image that the page carries. */
export const openSample = () => open([sampleFile()]);

/** Shows another image of the open archive. @param {number} index */
export async function chooseImage(index) {
  const mine = opening;
  try {
    await choose(index);
  } catch (error) {
    const problem = asProblem(error);
    if (mine === opening && problem.kind !== "cancelled") store.set({ problems: [...store.state.problems, problem] });
  }
}

/** @param {number} index */
async function choose(index) {
  const { opened, tab } = store.state;
  pace.reset();
  const image = await engine.choose(index);
  if (!opened) return;
  store.set({
    ...fresh,
    part: store.state.part,
    fileName: opened.file,
    opened,
    problems: [...opened.problems, ...image.problems],
    phase: "explore",
    image,
    tab: tab === "file" ? "layer" : tab,
    tree: store.state.tree + 1,
    height: Math.max(0, image.layers.length - 1),
  });
  // Two frames: the first is where the stack gets painted, the second begins after that.
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("layerscope:stack")));
}

/** Stops whatever is going on and goes back to the start. */
export function cancel() {
  opening++;
  engine.cancel();
  store.set({ ...fresh, phase: "start", notice: t("notice.cancelled") });
}

/** Leaves the remaining layers unverified. */
export function stopVerifying() {
  engine.stopVerifying();
  store.set({ proof: "stopped", progress: null, notice: t("notice.verifyStopped") });
}

/** Chooses the layer whose container is looked at. @param {number} height */
export function setHeight(height) {
  const { image, tab, selected } = store.state;
  if (!image || height < 0 || height >= image.layers.length) return;
  store.set({ height, tab: tab === "file" && selected ? "file" : "layer" });
}

/** @param {Mode} mode */
export const setMode = (mode) => store.set({ mode });

/** @param {boolean} ghosts */
export const setGhosts = (ghosts) => store.set({ ghosts });

/** On a narrow screen: which part is seen. @param {Part} part */
export const setPart = (part) => store.set({ part });

/** @param {Tab} tab */
export const setTab = (tab) => store.set({ tab });

/**
 * Selects a path, and perhaps one version of it.
 * @param {number} node
 * @param {number | null} [layer]
 * @param {boolean} [show] also open the File tab
 */
export function select(node, layer = null, show = true) {
  store.set({
    selected: { node, layer },
    ...(show ? { tab: /** @type {Tab} */ ("file"), part: /** @type {Part} */ ("details") } : {}),
  });
}

/** Selects a path and brings its row into sight, whatever is collapsed above it. @param {number} node */
export async function reveal(node) {
  select(node);
  const index = await engine.reveal(node).catch(() => -1);
  if (index >= 0 && store.state.selected?.node === node) store.set({ tree: store.state.tree + 1, revealed: { index } });
}

/** Opens or closes a directory; `deep`: everything below it too. @param {number} node @param {boolean} open @param {boolean} [deep] */
export async function expand(node, open, deep = false) {
  await engine.expand(node, open, deep).then(() => store.set({ tree: store.state.tree + 1 }), ignore);
}

/** @param {"en" | "ko"} language */
export function chooseLanguage(language) {
  setLanguage(language, true);
  store.set({ language, notice: "" });
}

/** @param {Theme} theme */
export function chooseTheme(theme) {
  remember("layerscope.theme", theme);
  store.set({ theme });
}

/** @param {boolean} help */
export const showHelp = (help) => store.set({ help });

/** Copies text and says so. @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce(t("notice.copied"));
    return true;
  } catch {
    announce(t("notice.notCopied"));
    return false;
  }
}

/** Says something politely; said twice it is heard twice. @param {string} notice */
export function announce(notice) {
  store.set({ notice: "" });
  setTimeout(() => store.set({ notice }), 50);
}

/** For promises whose failure the person has been told of already, or that nobody waits for any more. */
export function ignore() {}

/** @param {string} type @param {(detail: any) => void} listener */
const on = (type, listener) =>
  engine.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail));

on("progress", (/** @type {Progress} */ progress) => store.set({ progress, secondsLeft: pace.left(progress) }));
on("layer", (/** @type {LayerInfo} */ layer) => {
  const { image, tree, merged } = store.state;
  if (!image) return;
  const layers = image.layers.with(layer.index, layer);
  store.set({ image: { ...image, layers }, tree: merged ? tree : tree + 1 });
});
on("image", (/** @type {ImageInfo} */ image) => store.set({ image }));
on("tree", () => store.set({ merged: true, tree: store.state.tree + 1, progress: null }));
on("verified", () => store.set({ proof: "done", progress: null }));
on("problem", (/** @type {Problem} */ problem) => {
  if (problem.kind === "worker-crashed" && store.state.phase === "explore") {
    opening++;
    engine.cancel();
    store.set({
      ...fresh,
      phase: "problem",
      fileName: store.state.fileName,
      problem: { ...problem, file: store.state.fileName },
    });
  } else store.set({ problems: [...store.state.problems, problem] });
});
