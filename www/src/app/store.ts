// What the page knows, in one place: an immutable snapshot, replaced as a whole, and an event when it was.

import type {
  ContainerInfo,
  Finding,
  ImageInfo,
  Imported,
  Mode,
  Opened,
  ProblemInfo,
  Sort,
  WasteQuery,
} from "../../pkg/layerscope.js";
import type { Asking, Happening, Offer } from "../container/index.ts";
import type { AddingProgress } from "../core/adding.ts";
import type { PageProblem } from "../core/problem.ts";
import type { Progress } from "../core/tally.ts";
import type { Comparing, Landed, Question } from "../images/index.ts";
import type { MapChoice } from "../treemap/index.ts";
import type { Language } from "../ui/i18n.ts";
import { drawFrom } from "../ui/view.ts";
import type { Wasted } from "../waste/index.ts";

export type Phase = "start" | "opening" | "explore" | "problem";

export type Tab = "layer" | "file" | "image" | "waste" | "archive" | "findings";
export type Part = "stack" | "files" | "details";
export type Theme = "auto" | "light" | "dark";
export type Shape = "tree" | "list" | "diagram" | "treemap";

export interface State {
  phase: Phase;
  /** what is being opened or was */
  fileName: string;
  opened: Opened | null;
  image: ImageInfo | null;
  /** 0-based: the chosen layer */
  height: number;
  mode: Mode;
  /** merged view: also list what is gone */
  ghosts: boolean;
  /** what the files are shown as */
  shape: Shape;
  /** the diagram's directory, or a path in it */
  folder: number;
  /** the diagram has only names that more than one layer concerns */
  several: boolean;
  /** what the treemap draws */
  map: MapChoice;
  /** the reason why the dead bytes are not known */
  unwasted: ProblemInfo | null;
  /** what is dead, stored twice, and to be done about it; null = not asked yet */
  waste: Wasted | null;
  /** which dead bytes are listed */
  dead: WasteQuery;
  /** what is looked for in the files; "" = nothing */
  query: string;
  /** what the files are sorted by */
  sort: Sort;
  /** downwards */
  reverse: boolean;
  /** the query is shown as a form, too */
  builder: boolean;
  /** grows whenever the rows of the same view may differ: merged further, expanded, another image */
  tree: number;
  /** all layers are in the tree */
  merged: boolean;
  /** a path, and perhaps one version of it */
  selected: { node: number; layer: number | null } | null;
  /** the row that the files are to scroll to; another object each time */
  revealed: { index: number } | null;
  tab: Tab;
  /** which part a narrow screen shows */
  part: Part;
  progress: Progress | null;
  secondsLeft: number | null;
  /** of the digests */
  proof: "running" | "done" | "stopped";
  /** what the problem state shows */
  problem: PageProblem | null;
  /** the page's own; nothing has stopped because of them */
  problems: ProblemInfo[];
  /** of the open archive and the page's own, the gravest first */
  findings: Finding[];
  /** the archive's member that is to be brought into sight; another object each time */
  member: { path: string } | null;
  /** the selected path's content over the files; which layers' versions are compared, null = the page's choice */
  viewer: { older: number | null; newer: number | null; compare: boolean } | null;
  /** what is being written out, in bytes or steps */
  saving: { id: number; name: string; title: string; done: number; total: number; steps: boolean } | null;
  /** the problems and the new name of the last saving */
  saved: { name: string; title: string; problems: ProblemInfo[] } | null;
  /** of all images of the archive */
  containers: ContainerInfo[];
  /** grows with each change of the shown container */
  edits: number;
  /** what was done in containers, the newest last */
  log: Happening[];
  /** what a dialog asks for before it is done */
  asking: Asking | null;
  /** the menu of what can be done with a path */
  offer: Offer | null;
  /** a tar that became a container, or fits none: asked about */
  imported: { file: string; found: Imported } | null;
  /** what is asked about several images, in the place of files and details; null = nothing */
  beside: Question | null;
  /** images that a machine has and the one it pulls; null = not chosen yet */
  pull: { have: number[]; want: number } | null;
  /** the shown image with another one */
  comparing: Comparing | null;
  /** archives that were just opened beside the first */
  landed: Landed | null;
  /** archives that are being read to stand beside it */
  adding: AddingProgress | null;
  /** one polite sentence about what just happened */
  notice: string;
  help: boolean;
  language: Language;
  theme: Theme;
}

/** The state of one opened file; opening another starts from here. */
export const fresh = Object.freeze({
  fileName: "",
  opened: null,
  image: null,
  height: 0,
  mode: "merged" as Mode,
  ghosts: true,
  shape: "tree" as Shape,
  folder: 0,
  several: false,
  map: { trail: [], what: "merged", table: false } as MapChoice,
  waste: null as Wasted | null,
  dead: { by: "path", layer: null, hiddenBy: null, cause: null } as WasteQuery,
  query: "",
  sort: "name" as Sort,
  reverse: false,
  builder: false,
  tree: 0,
  merged: false,
  selected: null,
  revealed: null,
  tab: "layer" as Tab,
  part: "stack" as Part,
  progress: null,
  secondsLeft: null,
  proof: "running" as "running",
  problem: null,
  problems: [] as ProblemInfo[],
  findings: [] as Finding[],
  member: null,
  viewer: null,
  containers: [] as ContainerInfo[],
  edits: 0,
  log: [] as Happening[],
  asking: null,
  offer: null,
  imported: null,
  beside: null,
  pull: null,
  comparing: null,
  landed: null,
  adding: null,
  unwasted: null,
  saving: null,
  saved: null,
});

class Store extends EventTarget {
  #state: Readonly<State> = Object.freeze({
    ...fresh,
    phase: "start",
    notice: "",
    help: false,
    language: "en",
    theme: "auto",
  });

  get state() {
    return this.#state;
  }

  /** Replaces parts of the snapshot and tells everybody. */
  set(patch: Partial<State>) {
    this.#state = Object.freeze({ ...this.#state, ...patch });
    this.dispatchEvent(new Event("change"));
  }
}

export const store = new Store();
drawFrom(store);
