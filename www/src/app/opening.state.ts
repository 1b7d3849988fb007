// Opening and closing: files, a folder, the sample, another image of what is open, and stopping any of it.

import type { Opened, ProblemInfo } from "../../pkg/layerscope.js";
import { sampleFile } from "../core/boot.ts";
import type { PageProblem } from "../core/problem.ts";
import { asProblem } from "../core/problem.ts";
import { t, textOf } from "../ui/i18n.ts";
import { painted } from "../ui/painting.ts";
import { printable, wellNamed } from "../ui/printable.ts";
import { engine, findings, pace } from "./engine.ts";
import type { Dropped, Folder } from "./folder.ts";
import { onlyArchive, pickedFolder, walk } from "./folder.ts";
import { registry } from "./registry.ts";
import { store } from "./store.ts";

/** Counts openings: answers for an older one are dropped. */
let opening = 0;

/** The files of the last opening. */
let last: File[] = [];

/** A new opening begins: what was open is gone. */
function begin(name: string) {
  engine.cancel();
  pace.reset();
  store.set({ ...store.fresh("file"), phase: "opening", fileName: name, notice: "" });
}

function fail(name: string, problem: PageProblem | null) {
  engine.cancel();
  store.set({ ...store.fresh("file"), phase: "problem", fileName: problem?.file ?? name, problem });
}

async function show(mine: number, opened: Opened) {
  if (mine !== opening) return;
  store.set({ opened });
  if (opened.images.length > 0) await choose(opened.chosen);
  // Build records or artifacts alone: nothing in them is an image.
  else {
    const phase = opened.artifacts > 0 ? "artifacts" : "build";
    store.set({ ...store.fresh("image"), opened, fileName: opened.file, phase });
  }
}

/** The outcome of opening several files, in one sentence. */
function outcome(files: File[], { images, problems }: Opened) {
  const sound = new Set(images.map(({ file }) => file));
  const [refused] = problems.filter(({ file }) => file && !sound.has(file));
  const count = t("archives.opened", { n: sound.size, images: images.length });
  if (!refused) return files.length > 1 ? count : "";
  const key = `problem.${refused.kind}.what`;
  const why = textOf(key, refused) ?? refused.message;
  return `${count} ${t("archives.refused", { file: refused.file, why })}`;
}

/** Opens image archives, side by side. The first image of the first that can be read is shown. */
export async function open(files: File[]) {
  const named = files.map(wellNamed);
  const [first] = named;
  if (!first) return;
  last = named;
  const mine = ++opening;
  const name = named.length === 1 ? first.name : t("archives.several", { file: first.name, n: named.length - 1 });
  begin(name);
  try {
    const opened = await engine.open(named);
    await show(mine, opened);
    const notice = outcome(named, opened);
    if (mine === opening && notice) store.set({ notice });
  } catch (error) {
    const problem = asProblem(error);
    if (mine === opening) fail(first.name, { ...problem, file: problem.file ?? first.name });
  }
}

/** Opens the files beside those of the last opening: images beside build records that were alone. */
export const openWith = (files: File[]) => open([...last, ...files]);

/** Opens the image that the page carries. */
export const openSample = () => open([sampleFile()]);

/** A folder that is no image needs other words than a file. */
function ofFolder(problem: ProblemInfo, name: string, files: number): PageProblem {
  const kind = files === 0 ? "folder-empty" : problem.kind === "no-images" ? "folder-no-images" : problem.kind;
  return { ...problem, kind, file: problem.file ?? name };
}

/** Opens an unpacked archive or an OCI layout. */
async function openFolder(name: string, look: (stopped: () => boolean) => Promise<Folder>) {
  const mine = ++opening;
  begin(name);
  let count = -1;
  try {
    const folder = await look(() => mine !== opening);
    if (mine !== opening) return;
    const archive = onlyArchive(folder);
    if (archive) return await open([archive]);
    count = folder.files.length;
    await show(mine, await engine.openFolder(name, folder.files.map(wellNamed), folder.paths));
  } catch (error) {
    if (mine === opening) fail(name, ofFolder(asProblem(error), name, count));
  }
}

/**
 * Opens the folder that was chosen in the dialog.
 * @param files everything in it
 */
export function openPicked(files: File[]) {
  const name = files[0]?.webkitRelativePath.split("/")[0] ?? "";
  return openFolder(printable(name), async () => pickedFolder(files));
}

/** Opens the directory that was dropped. */
export const openDropped = (dropped: Dropped) =>
  openFolder(dropped.name, (stopped) =>
    walk(
      dropped,
      (done) => {
        if (done % 100 === 0) store.set({ progress: { phase: "listing", done, total: 0, layers: [] } });
      },
      stopped,
    ),
  );

/** Shows another image of what is open. */
export async function chooseImage(index: number) {
  const mine = opening;
  try {
    await choose(index);
  } catch (error) {
    const problem = asProblem(error);
    if (mine !== opening || problem.kind === "cancelled") return;
    store.set({ problems: [...store.state.problems, problem] });
    findings();
  }
}

async function choose(index: number) {
  const { tab } = store.state;
  pace.reset();
  const image = await engine.choose(index);
  // The store holds the archive of this image by now.
  const { opened } = store.state;
  if (!opened) return;
  painted().then(() => performance.mark("layerscope:stack"));
  store.set({
    ...store.fresh("image"),
    fileName: opened.file,
    opened,
    phase: "explore",
    image,
    tab: tab === "file" || tab === "findings" ? "layer" : tab,
    tree: store.state.tree + 1,
    height: Math.max(0, image.layers.length - 1),
  });
  findings();
  registry.shown();
}

/** Stops whatever is going on and goes back to the start. */
export function cancel() {
  opening++;
  engine.cancel();
  store.set({ ...store.fresh("file"), phase: "start", notice: t("notice.cancelled") });
}

/** Leaves the remaining layers unverified. */
export function stopVerifying() {
  engine.stopVerifying();
  store.set({ proof: "stopped", progress: null, notice: t("notice.verifyStopped") });
}
