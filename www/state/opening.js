// Opening and closing: files, a folder, the sample, another image of what is open, and stopping any of it.

import { sampleFile } from "../engine/boot.js";
import { asProblem } from "../engine/problem.js";
import { t } from "../text/i18n.js";
import { printable, wellNamed } from "../text/printable.js";
import { ignore } from "./actions.js";
import { engine, findings, pace } from "./core.js";
import { onlyArchive, pickedFolder, walk } from "./folder.js";
import { fresh, store } from "./store.js";

/** @import { Opened, Problem } from "../types.d.ts" */
/** @import { Dropped, Folder } from "./folder.js" */

/** Counts openings: answers for an older one are dropped. */
let opening = 0;

/** A new opening begins: what was open is gone. @param {string} name */
function begin(name) {
  engine.cancel();
  pace.reset();
  store.set({ ...fresh, phase: "opening", fileName: name, notice: "" });
}

/** @param {string} name @param {Problem | null} problem */
function fail(name, problem) {
  engine.cancel();
  store.set({ ...fresh, phase: "problem", fileName: problem?.file ?? name, problem });
}

/** @param {number} mine @param {Opened} opened */
async function show(mine, opened) {
  if (mine !== opening) return;
  store.set({ opened });
  await choose(opened.chosen);
}

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
  for (const file of files.map(wellNamed)) {
    begin(file.name);
    try {
      await show(mine, await engine.open([file]));
      if (mine === opening && files.length > 1)
        store.set({ notice: t("notice.oneOf", { file: file.name, n: files.length }) });
      return;
    } catch (error) {
      if (mine !== opening) return;
      trouble ??= { ...asProblem(error), file: asProblem(error).file ?? file.name };
    }
  }
  fail(printable(first.name), trouble);
}

/** Opens the image that the page carries. */
export const openSample = () => open([sampleFile()]);

/** A folder that is no image needs other words than a file. @param {Problem} problem @param {string} name @param {number} files */
function ofFolder(problem, name, files) {
  const kind = files === 0 ? "folder-empty" : problem.kind === "no-images" ? "folder-no-images" : problem.kind;
  return { ...problem, kind, file: problem.file ?? name };
}

/** Opens an unpacked archive or an OCI layout. @param {string} name @param {(stopped: () => boolean) => Promise<Folder>} look */
async function openFolder(name, look) {
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

/** Opens the folder that was chosen in the dialog. @param {File[]} files everything in it */
export function openPicked(files) {
  const name = files[0]?.webkitRelativePath.split("/")[0] ?? "";
  return openFolder(printable(name), async () => pickedFolder(files));
}

/** Opens the directory that was dropped. @param {Dropped} dropped */
export const openDropped = (dropped) =>
  openFolder(dropped.name, (stopped) =>
    walk(
      dropped,
      (done) => {
        if (done % 100 === 0) store.set({ progress: { phase: "listing", done, total: 0, layers: [] } });
      },
      stopped,
    ),
  );

/** Shows another image of the open archive. @param {number} index */
export async function chooseImage(index) {
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

/** @param {number} index */
async function choose(index) {
  const { opened, tab } = store.state;
  pace.reset();
  const image = await engine.choose(index);
  if (!opened) return;
  store.set({
    ...fresh,
    part: store.state.part,
    shape: store.state.shape,
    beside: store.state.beside,
    pull: store.state.pull,
    landed: store.state.landed,
    fileName: opened.file,
    opened,
    phase: "explore",
    image,
    tab: tab === "file" || tab === "findings" ? "layer" : tab,
    tree: store.state.tree + 1,
    height: Math.max(0, image.layers.length - 1),
  });
  findings();
  engine.containers.list().then((containers) => store.set({ containers }), ignore);
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
