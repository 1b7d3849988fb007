// Opening and closing: files, a folder, the sample, another image of what is open, and stopping any of it.

import { sampleFile } from "../engine/boot.js";
import { asProblem } from "../engine/problem.js";
import { has, t } from "../text/i18n.js";
import { printable, wellNamed } from "../text/printable.js";
import { ignore } from "./actions.js";
import { engine, findings, pace } from "./core.js";
import { onlyArchive, pickedFolder, walk } from "./folder.js";
import { painted } from "./painting.js";
import { fresh, store } from "./store.js";

/** @import { PageProblem } from "../engine/problem.js" */
/** @import { Opened, ProblemInfo } from "../pkg/layerscope.js" */
/** @import { Dropped, Folder } from "./folder.js" */

/** Counts openings: answers for an older one are dropped. */
let opening = 0;

/** A new opening begins: what was open is gone. @param {string} name */
function begin(name) {
  engine.cancel();
  pace.reset();
  store.set({ ...fresh, phase: "opening", fileName: name, notice: "" });
}

/** @param {string} name @param {PageProblem | null} problem */
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

/** What became of several files, in one sentence. @param {File[]} files @param {Opened} opened */
function outcome(files, { images, problems }) {
  const sound = new Set(images.map(({ file }) => file));
  const [refused] = problems.filter(({ file }) => file && !sound.has(file));
  const count = t("archives.opened", { n: sound.size, images: images.length });
  if (!refused) return files.length > 1 ? count : "";
  const key = `problem.${refused.kind}.what`;
  const why = has(key) ? t(key, refused) : refused.message;
  return `${count} ${t("archives.refused", { file: refused.file, why })}`;
}

/**
 * Opens image archives, side by side. The first image of the first that can be read is shown.
 * @param {File[]} files
 */
export async function open(files) {
  const named = files.map(wellNamed);
  const [first] = named;
  if (!first) return;
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

/** Opens the image that the page carries. */
export const openSample = () => open([sampleFile()]);

/** A folder that is no image needs other words than a file. @param {ProblemInfo} problem @param {string} name @param {number} files @returns {PageProblem} */
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

/** Shows another image of what is open. @param {number} index */
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
  const { tab } = store.state;
  pace.reset();
  const image = await engine.choose(index);
  // Told anew by then: of the archive that this image is in.
  const { opened } = store.state;
  if (!opened) return;
  painted().then(() => performance.mark("layerscope:stack"));
  store.set({
    ...fresh,
    part: store.state.part,
    shape: store.state.shape,
    beside: store.state.beside,
    pull: store.state.pull,
    landed: store.state.landed,
    adding: store.state.adding,
    saving: store.state.saving,
    saved: store.state.saved,
    fileName: opened.file,
    opened,
    phase: "explore",
    image,
    tab: tab === "file" || tab === "findings" ? "layer" : tab,
    tree: store.state.tree + 1,
    height: Math.max(0, image.layers.length - 1),
  });
  findings();
  engine.ask("containers").then((containers) => store.set({ containers }), ignore);
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
