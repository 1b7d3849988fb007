// Several images side by side: the page that shows them, further archives beside the open one, and the comparison of two.

import { asProblem } from "../engine/problem.js";
import { has, t } from "../text/i18n.js";
import { wellNamed } from "../text/printable.js";
import { announce, reveal } from "./actions.js";
import { engine, on } from "./core.js";
import { importTar } from "./import.js";
import { chooseImage, open } from "./opening.js";
import { store } from "./store.js";

/** @import { Compared, Opened, ProblemInfo } from "../pkg/layerscope.js" */

/** @typedef {"sharing" | "pull" | "compare" | "whatif"} Question */
/** The image that is shown, on the right, with another one; found null = not known yet, or it was stopped. @typedef {{ left: number, right: number, found: Compared | null, problem: ProblemInfo | null, running: boolean }} Comparing */
/** Archives that were added a moment ago. @typedef {{ files: File[], name: string, images: number, first: number }} Landed */

export const QUESTIONS = /** @type {const} */ (["sharing", "pull", "compare", "whatif"]);

/** What was asked last: the page opens at it again. @type {Question} */
let asked = "sharing";

/** Opens the page of several images, or another question of it. @param {Question} [question] */
export function showImages(question = asked) {
  asked = question;
  store.set({ beside: question, viewer: null, offer: null });
}

export const closeImages = () => store.set({ beside: null });

/** A name without its tag and digest; a colon before the last slash is a port's. @param {string | undefined} name */
const repository = (name) => name?.replace(/[:@][^/]*$/, "");

/** Another open image to put beside one: of the same repository if there is such, for that is what people compare most. @param {Opened} opened @param {number} index @returns {number | null} */
export function companion({ images }, index) {
  const mine = repository(images.find((image) => image.index === index)?.names[0]);
  const others = images.filter((image) => image.index !== index);
  return (others.find(({ names }) => mine && repository(names[0]) === mine) ?? others[0])?.index ?? null;
}

/** @param {{ have: number[], want: number }} pull */
export const setPull = (pull) => store.set({ pull });

/** Adds archives beside the open ones, and says what came of it. @param {File[]} files */
export async function addArchives(files) {
  const named = files.map(wellNamed);
  await landing(named, engine.images.addFiles(named));
}

/** A tar that was dropped on the stack: an archive with images joins, anything else is a container's. @param {File} file */
export async function addOrImport(file) {
  const named = wellNamed(file);
  const joined = await landing([named], engine.images.addImages(named));
  if (joined?.length === 0 && store.state.phase === "explore") await importTar(file);
}

/** What has joined stays, the rest is not read any more. */
export function stopAdding() {
  engine.images.stopAdding();
  announce(t("archives.stopped"));
}

/** Shows what joined. Resolves to that, or to null where it was stopped or went wrong, which is told. @param {File[]} files @param {Promise<number[]>} adding */
async function landing(files, adding) {
  try {
    const indexes = await adding;
    const joined = (store.state.opened?.images ?? []).filter(({ index }) => indexes.includes(index));
    const [first] = joined;
    const sound = new Set(joined.map(({ file }) => file));
    const name = sound.size === 1 ? (first?.file ?? "") : t("images.files", { n: sound.size });
    if (first) store.set({ landed: { files, name, images: joined.length, first: first.index } });
    return joined;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind !== "cancelled") {
      const key = `problem.${problem.kind}.what`;
      const why = has(key) ? t(key, problem) : problem.message;
      announce(t("archives.refused", { file: problem.file ?? files[0]?.name, why }));
    }
    return null;
  }
}

export const dismissLanded = () => store.set({ landed: null });

/** What was added is shown. */
export function showLanded() {
  const { landed } = store.state;
  dismissLanded();
  if (landed) chooseImage(landed.first);
}

/** What was added beside becomes what is open, alone. */
export function openInstead() {
  const { landed } = store.state;
  if (landed) open(landed.files);
}

/** Compares the shown image with another one, whose layers are read for that; by the bytes, as soon as those are known. @param {number} left */
export async function compareWith(left) {
  const { image } = store.state;
  if (!image) return;
  const comparing = { left, right: image.index, found: null };
  const answered = await ask(comparing, () => engine.images.compare(left));
  if (answered && store.state.proof === "done") await prove();
}

/** What seemed the same by size and time is compared by its bytes. */
export async function prove() {
  const { comparing } = store.state;
  if (!comparing?.found || comparing.found.certain || comparing.running) return;
  await ask(comparing, () => engine.images.prove());
}

/** At once, whatever is still on its way: what had been found before stays. */
export function stopComparing() {
  engine.images.stopComparing();
  const { comparing } = store.state;
  if (comparing?.running) end(comparing, {});
}

/** @param {Comparing} running @param {Partial<Comparing>} patch what came of it */
function end(running, patch) {
  const progress = store.state.progress?.phase === "comparing" ? { progress: null, secondsLeft: null } : {};
  store.set({ comparing: { ...running, ...patch, running: false }, ...progress });
}

/** Whether it was answered: not so if it went wrong, was stopped, or something else is asked by now. @param {Pick<Comparing, "left" | "right" | "found">} of @param {() => Promise<Compared>} question */
async function ask(of, question) {
  /** @type {Comparing} */
  const running = { ...of, problem: null, running: true };
  store.set({ comparing: running });
  /** @type {Partial<Comparing>} */
  let patch;
  try {
    patch = { found: await question() };
  } catch (error) {
    const problem = asProblem(error);
    patch = problem.kind === "cancelled" ? {} : { problem };
  }
  if (store.state.comparing !== running) return false;
  end(running, patch);
  return "found" in patch;
}

// The shown image has been hashed: what could only be guessed can be known.
on("verified", prove);

/** Goes to a file of the shown image. @param {number} node @param {number | null} layer */
export function goToFile(node, layer) {
  closeImages();
  return reveal(node, layer ?? undefined);
}
