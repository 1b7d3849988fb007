// Several images side by side: the page that shows them, further archives beside the open one, and the comparison of two.

import type { Compared, ProblemInfo } from "../../pkg/layerscope.js";
import { announce, reveal } from "../app/actions.ts";
import { engine, on } from "../app/engine.ts";
import { chooseImage, open } from "../app/opening.state.ts";
import type { Beside, Dropping } from "../app/slots.ts";
import { store } from "../app/store.ts";
import type { AddingProgress } from "../core/adding.ts";
import { asProblem } from "../core/problem.ts";
import { t, textOf } from "../ui/i18n.ts";
import { wellNamed } from "../ui/printable.ts";

declare module "../app/slots.ts" {
  interface BesideIds {
    sharing: true;
    pull: true;
    compare: true;
    whatif: true;
  }
}

export type Question = Beside;
/** The image that is shown, on the right, with another one; found null = not known yet, or it was stopped. */
export type Comparing = {
  left: number;
  right: number;
  found: Compared | null;
  problem: ProblemInfo | null;
  running: boolean;
};
/** Archives that were added a moment ago. */
export type Landed = { files: File[]; name: string; images: number; first: number };

export interface ImagesState {
  /** Images that a machine has and the one it pulls; null = not chosen yet. */
  pull: { have: number[]; want: number } | null;
  /** Archives that were just opened beside the first. */
  landed: Landed | null;
  /** Archives that are being read to stand beside it. */
  adding: AddingProgress | null;
}

export interface ComparingState {
  /** The shown image with another one. */
  comparing: Comparing | null;
}

declare module "../app/store.ts" {
  interface State extends ImagesState, ComparingState {}
}

store.slice<ImagesState>("file", { pull: null, landed: null, adding: null });
store.slice<ComparingState>("image", { comparing: null });

export const QUESTIONS = ["sharing", "pull", "compare", "whatif"] as const;

/** The last question: the page opens at it again. */
let asked: Question = "sharing";

/** Opens the page of several images, or another question of it. */
export function showImages(question: Question = asked) {
  asked = question;
  store.set({ beside: question, viewer: null, offer: null });
}

export const closeImages = () => store.set({ beside: null });

export const setPull = (pull: { have: number[]; want: number }) => store.set({ pull });

/** Adds archives beside the open ones, and says what came of it. */
export async function addArchives(files: File[]) {
  const named = files.map(wellNamed);
  await landing(named, engine.images.addFiles(named));
}

/** Files that were dropped: archives join. A single file that has no image is left to another handler, if there is one. */
export function addDropped({ files, folder, others }: Dropping): boolean | Promise<boolean> {
  const [file] = files;
  if (folder || !file) return false;
  if (others && files.length === 1) return addIfImages(file);
  addArchives(files);
  return true;
}

async function addIfImages(file: File) {
  const named = wellNamed(file);
  const adding = engine.images.addImages(named);
  const joined = await landing(
    [named],
    adding.then((images) => images ?? []),
  );
  return joined === null || (await adding) !== null || store.state.phase !== "explore";
}

/** Stops adding archives: those that have joined stay. */
export function stopAdding() {
  engine.images.stopAdding();
  announce(t("archives.stopped"));
}

/** Shows the archives that joined. Resolves to them, or to null where adding was stopped or failed, which the page announces. */
async function landing(files: File[], adding: Promise<number[]>) {
  const before = store.state.opened?.artifacts ?? 0;
  try {
    const indexes = await adding;
    const artifacts = (store.state.opened?.artifacts ?? 0) - before;
    const joined = (store.state.opened?.images ?? []).filter(({ index }) => indexes.includes(index));
    const [first] = joined;
    const sound = new Set(joined.map(({ file }) => file));
    const name = sound.size === 1 ? (first?.file ?? "") : t("images.files", { n: sound.size });
    if (first) store.set({ landed: { files, name, images: joined.length, first: first.index } });
    else if (artifacts > 0)
      announce(t("artifact.added", { file: files.map(({ name }) => name).join(", "), n: String(artifacts) }));
    return joined;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind !== "cancelled") {
      const key = `problem.${problem.kind}.what`;
      const why = textOf(key, problem) ?? problem.message;
      announce(t("archives.refused", { file: problem.file ?? files[0]?.name ?? null, why }));
    }
    return null;
  }
}

export const dismissLanded = () => store.set({ landed: null });

/** Shows the added image. */
export function showLanded() {
  const { landed } = store.state;
  dismissLanded();
  if (landed) chooseImage(landed.first);
}

/** Opens the added archives alone. */
export function openInstead() {
  const { landed } = store.state;
  if (landed) open(landed.files);
}

/** Compares the shown image with another one, whose layers are read for that; by the bytes, as soon as those are known. */
export async function compareWith(left: number) {
  const { image } = store.state;
  if (!image) return;
  const comparing = { left, right: image.index, found: null };
  const answered = await ask(comparing, () => engine.images.compare(left));
  if (answered && store.state.proof === "done") await prove();
}

/** Compares by their bytes the files that are the same by size and time. */
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

/** @param patch what came of it */
function end(running: Comparing, patch: Partial<Comparing>) {
  const progress = store.state.progress?.phase === "comparing" ? { progress: null, secondsLeft: null } : {};
  store.set({ comparing: { ...running, ...patch, running: false }, ...progress });
}

/** Whether it was answered: not so if it went wrong, was stopped, or something else is asked by now. */
async function ask(of: Pick<Comparing, "left" | "right" | "found">, question: () => Promise<Compared>) {
  const running: Comparing = { ...of, problem: null, running: true };
  store.set({ comparing: running });
  let patch: Partial<Comparing>;
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

on("adding", (adding) => store.set({ adding }));

// The shown image has been hashed: what could only be guessed can be known.
on("verified", prove);

/** Goes to a file of the shown image. */
export function goToFile(node: number, layer: number | null) {
  closeImages();
  return reveal(node, layer ?? undefined);
}
