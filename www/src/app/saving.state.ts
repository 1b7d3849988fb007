// Saving: what is asked for is streamed together, then handed to the browser as a download.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import { asProblem } from "../core/problem.ts";
import type { Save } from "../core/reader.ts";
import { t } from "../ui/i18n.ts";
import { announce } from "./actions.ts";
import { engine } from "./engine.ts";
import { fileName } from "./file-name.ts";
import { store } from "./store.ts";

export interface SavingState {
  /** The file that is being written, in bytes or steps. */
  saving: { id: number; name: string; title: string; done: number; total: number; steps: boolean } | null;
  /** The problems and the new name of the last saving. */
  saved: { name: string; title: string; problems: ProblemInfo[] } | null;
}

declare module "./store.ts" {
  interface State extends SavingState {}
}

store.slice<SavingState>("file", { saving: null, saved: null });

/** The browser has begun to write long before; a Blob that is still held keeps its room on the disk. */
const KEPT_MS = 60_000;

export function download(blob: Blob, name: string) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

export type Made = { blob: Blob; problems: ProblemInfo[] };

/** Counts what was saved: another opening takes what is being saved away; another image and an archive that joins do not. */
let turn = 0;

/**
 * One at a time. Afterwards the page shows the problems, and a name that had to be changed.
 * @param title what it is truly called, safe to show
 * @param ending of the file's name
 * @param steps the progress counts steps, not bytes
 */
export async function saveMade(make: () => Promise<Made>, title: string, ending: string, steps: boolean = false) {
  const { saving } = store.state;
  if (saving) return announce(t("save.busy", { name: saving.title }));
  const name = fileName(title, ending);
  const id = ++turn;
  store.set({ saving: { id, name, title, done: 0, total: 0, steps }, saved: null });
  const mine = () => store.state.saving?.id === id;
  try {
    const { blob, problems } = await make();
    if (!mine()) return;
    download(blob, name);
    const told = problems.length > 0 || name !== title + ending;
    store.set({ saving: null, saved: told ? { name, title, problems } : null });
    announce(t(problems.length > 0 ? "save.partly" : "save.done", { name }));
  } catch (error) {
    const problem = asProblem(error);
    if (!mine()) return;
    store.set({ saving: null, saved: problem.kind === "cancelled" ? null : { name: "", title, problems: [problem] } });
    announce(problem.kind === "cancelled" ? t("save.stopped") : t("save.failed", { name: title }));
  }
}

/**
 * What the core writes.
 * @param ending where it becomes an archive
 */
export const save = (what: Save, title: string, ending: string = "") =>
  saveMade(() => engine.save(what), title, ending);

export const stopSaving = () => engine.stopSaving();

export const dismissSaved = () => store.set({ saved: null });
