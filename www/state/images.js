// Several images side by side: the page that shows them, further archives beside the open one, and the comparison of two.

import { asProblem } from "../engine/problem.js";
import { t } from "../text/i18n.js";
import { printable, wellNamed } from "../text/printable.js";
import { announce, reveal } from "./actions.js";
import { engine } from "./core.js";
import { open } from "./opening.js";
import { store } from "./store.js";

/** @import { Compared } from "../types.images.d.ts" */
/** @import { Problem } from "../types.d.ts" */

/** @typedef {"sharing" | "pull" | "compare" | "whatif"} Question */
/** The image that is shown, compared with another one; found null = its layers are being read. @typedef {{ left: number, right: number, found: Compared | null, problem: Problem | null, proven: boolean }} Comparing  proven: asked when all digests were known */
/** Archives that were added a moment ago. @typedef {{ files: File[], name: string, images: number, first: number }} Landed */

export const QUESTIONS = /** @type {const} */ (["sharing", "pull", "compare", "whatif"]);

/** Opens the page of several images, or another question of it. @param {Question} question */
export const showImages = (question) => store.set({ beside: question, viewer: null, offer: null });

export const closeImages = () => store.set({ beside: null });

/** @param {{ have: number[], want: number }} pull */
export const setPull = (pull) => store.set({ pull });

/**
 * Opens further archives beside the open one. Resolves to the first problem of a file that is no image archive, or null.
 * @param {File[]} files
 * @returns {Promise<Problem | null>}
 */
export async function addArchives(files) {
  const { opened } = store.state;
  if (!opened || files.length === 0) return null;
  /** @type {File[]} */
  const added = [];
  /** @type {Problem | null} */
  let trouble = null;
  const before = opened.images.length;
  announce(t("images.adding", { file: printable(files[0]?.name ?? "") }));
  for (const file of files.map(wellNamed)) {
    try {
      const { images } = await engine.images.addFiles([file]);
      if (store.state.opened === null) return null;
      store.set({ opened: { ...store.state.opened, images } });
      added.push(file);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.kind === "cancelled") return null;
      trouble ??= { ...problem, file: problem.file ?? file.name };
    }
  }
  const images = (store.state.opened?.images.length ?? before) - before;
  if (added.length > 0) {
    const name = added.length === 1 ? (added[0]?.name ?? "") : t("images.files", { n: added.length });
    store.set({ landed: { files: added, name, images, first: before } });
    announce(t("images.added", { file: name, n: images }));
  }
  return trouble;
}

/** Adds what the person chose for that, and says why where it can't be. @param {File[]} files */
export async function addChosen(files) {
  const trouble = await addArchives(files);
  if (trouble) announce(t("images.notAdded", { file: trouble.file, why: trouble.message }));
}

export const dismissLanded = () => store.set({ landed: null });

/** What was added beside becomes what is open, alone. */
export function openInstead() {
  const { landed } = store.state;
  if (landed) open(landed.files);
}

/** Compares the shown image with another one; its layers are read for that. @param {number} left */
export async function compareWith(left) {
  const { image, opened, proof } = store.state;
  if (!image) return;
  const comparing = { left, right: image.index, found: null, problem: null, proven: proof === "done" };
  store.set({ comparing });
  const mine = () => store.state.comparing === comparing && store.state.opened?.file === opened?.file;
  try {
    const found = await engine.images.compare(left);
    if (mine()) store.set({ comparing: { ...comparing, found } });
  } catch (error) {
    const problem = asProblem(error);
    if (mine()) store.set({ comparing: problem.kind === "cancelled" ? null : { ...comparing, problem } });
  } finally {
    if (store.state.progress?.phase === "comparing") store.set({ progress: null });
  }
}

/** Goes to a file of the shown image. @param {number} node @param {number | null} layer */
export function goToFile(node, layer) {
  closeImages();
  reveal(node, layer ?? undefined);
}
