// The open build records: their list, the one that is shown with its chosen step, and those that made the shown image.

import type { BuildChoice, BuildInfo, ImageBuild, LogLine } from "../../pkg/layerscope.js";
import { announce, ignore } from "../app/actions.ts";
import { engine } from "../app/engine.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { t } from "../ui/i18n.ts";

export interface BuildState {
  builds: BuildChoice[];
  /** The shown one, with the choice of a step. */
  build: BuildInfo | null;
  step: number | null;
  /** The output of that step; null = it is on its way. */
  stepLog: LogLine[] | null;
}

/** A build that made the shown image, in full. */
export type Made = ImageBuild & { info: BuildInfo };

export interface ImageBuildState {
  /** The surest first. */
  made: Made[];
}

declare module "../app/store.ts" {
  interface State extends BuildState, ImageBuildState {}
}

store.slice<BuildState>("file", { builds: [], build: null, step: null, stepLog: null });
store.slice<ImageBuildState>("image", { made: [] });

/** The step that is shown first: the one that failed, else the one that took longest. */
function telling({ record }: BuildInfo): number | null {
  const { steps, error } = record;
  if (error?.step != null) return error.step;
  const own = steps.map((step, at) => ({ at, ...step })).filter(({ internal }) => !internal);
  const [longest] = own.toSorted((a, b) => b.spent - a.spent);
  return longest?.at ?? (steps.length > 0 ? 0 : null);
}

/** Shows a build, at one of its steps. */
export async function showBuild(index: number, step: number | null = null) {
  const known = store.state.made.find(({ build }) => build === index)?.info;
  const info = known ?? (await engine.ask("build", index));
  store.set({ build: info });
  chooseStep(step ?? telling(info));
}

/** Shows a step and its output. */
export function chooseStep(step: number | null) {
  const { build } = store.state;
  store.set({ step, stepLog: null });
  if (!build || step === null) return;
  const take = (stepLog: LogLine[]) => {
    if (store.state.build === build && store.state.step === step) store.set({ stepLog });
  };
  engine.ask("buildLog", build.index, step).then(take, ignore);
}

/** Opens the tab at a step. */
export function goToStep(build: number, step: number) {
  store.set({ tab: "build", part: "details", beside: null });
  showBuild(build, step).catch(ignore);
}

/** The open archives and the shown image that the last answers are about. */
let asked: { opened: State["opened"]; image: number | undefined } | null = null;

/** Joins builds and the shown image, again when either is another. */
async function follow() {
  const { opened, image } = store.state;
  if (!opened) {
    asked = null;
    return;
  }
  if (asked?.opened === opened && asked.image === image?.index) return;
  const mine = { opened, image: image?.index };
  asked = mine;
  const builds = await engine.ask("builds");
  const made: Made[] = [];
  for (const build of image ? await engine.ask("imageBuilds") : [])
    made.push({ ...build, info: await engine.ask("build", build.build) });
  if (asked !== mine) return;
  const { build, builds: before, phase } = store.state;
  store.set({ builds, made });
  const [first] = builds;
  if (first && !build) await showBuild(made[0]?.build ?? first.index);
  const more = builds.length - before.length;
  if (phase === "explore" && more > 0) announce(t("build.found", { n: more }));
}

/** Follows the store from now on. */
export function followBuilds() {
  store.addEventListener("change", () => {
    follow().catch(() => {
      // Another image came first: it is asked for then.
      asked = null;
    });
  });
}
