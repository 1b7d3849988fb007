// What the page knows, in one place: an immutable snapshot, replaced as a whole, and an event when it was.

/** @import { ContainerInfo, Finding, ImageInfo, Imported, Mode, Opened, ProblemInfo, Sort, WasteQuery } from "../pkg/layerscope.js" */
/** @import { Progress } from "../engine/tally.js" */
/** @import { AddingProgress } from "../engine/adding.js" */
/** @import { PageProblem } from "../engine/problem.js" */

/** @typedef {"start" | "opening" | "explore" | "problem"} Phase */
/** @import { MapChoice } from "./treemap.js" */
/** @import { Wasted } from "./waste.js" */

/** @typedef {"layer" | "file" | "image" | "waste" | "archive" | "findings"} Tab */
/** @typedef {"stack" | "files" | "details"} Part */
/** @typedef {"auto" | "light" | "dark"} Theme */
/** @typedef {"tree" | "list" | "diagram" | "treemap"} Shape */

/** @import { Asking, Happening, Offer } from "./container.js" */
/** @import { Comparing, Landed, Question } from "./images.js" */

/**
 * @typedef {object} State
 * @property {Phase} phase
 * @property {string} fileName       what is being opened or was
 * @property {Opened | null} opened
 * @property {ImageInfo | null} image
 * @property {number} height         0-based: the chosen layer
 * @property {Mode} mode
 * @property {boolean} ghosts        merged view: also list what is gone
 * @property {Shape} shape           what the files are shown as
 * @property {number} folder         the diagram's directory, or a path in it
 * @property {boolean} several       the diagram has only names that more than one layer concerns
 * @property {MapChoice} map            what the treemap draws
 * @property {ProblemInfo | null} unwasted  why it could not be told what is dead
 * @property {Wasted | null} waste   what is dead, stored twice, and to be done about it; null = not asked yet
 * @property {WasteQuery} dead       which dead bytes are listed
 * @property {string} query          what is looked for in the files; "" = nothing
 * @property {Sort} sort             what the files are sorted by
 * @property {boolean} reverse       downwards
 * @property {boolean} builder       the query is shown as a form, too
 * @property {number} tree           grows whenever the rows of the same view may differ: merged further, expanded, another image
 * @property {boolean} merged        all layers are in the tree
 * @property {{ node: number, layer: number | null } | null} selected  a path, and perhaps one version of it
 * @property {{ index: number } | null} revealed  the row that the files are to scroll to; another object each time
 * @property {Tab} tab
 * @property {Part} part             which part a narrow screen shows
 * @property {Progress | null} progress
 * @property {number | null} secondsLeft
 * @property {"running" | "done" | "stopped"} proof  of the digests
 * @property {PageProblem | null} problem   what the problem state shows
 * @property {ProblemInfo[]} problems       the page's own; nothing has stopped because of them
 * @property {Finding[]} findings       of the open archive and the page's own, the gravest first
 * @property {{ path: string } | null} member  the archive's member that is to be brought into sight; another object each time
 * @property {{ older: number | null, newer: number | null, compare: boolean } | null} viewer  the selected path's content over the files; which layers' versions are compared, null = the page's choice
 * @property {{ id: number, name: string, title: string, done: number, total: number, steps: boolean } | null} saving  what is being written out, in bytes or steps
 * @property {{ name: string, title: string, problems: ProblemInfo[] } | null} saved  what of the last saving has to be told
 * @property {ContainerInfo[]} containers   of all images of the archive
 * @property {number} edits                 grows with each change of the shown container
 * @property {Happening[]} log              what was done in containers, the newest last
 * @property {Asking | null} asking         what a dialog asks for before it is done
 * @property {Offer | null} offer           the menu of what can be done with a path
 * @property {{ file: string, found: Imported } | null} imported  a tar that became a container, or fits none: asked about
 * @property {Question | null} beside       what is asked about several images, in the place of files and details; null = nothing
 * @property {{ have: number[], want: number } | null} pull  images that a machine has and the one it pulls; null = not chosen yet
 * @property {Comparing | null} comparing   the shown image with another one
 * @property {Landed | null} landed         archives that were just opened beside the first
 * @property {AddingProgress | null} adding         archives that are being read to stand beside it
 * @property {string} notice            one polite sentence about what just happened
 * @property {boolean} help
 * @property {import("../text/i18n.js").Language} language
 * @property {Theme} theme
 */

/** What belongs to one opened file; opening another starts from here. */
export const fresh = Object.freeze({
  fileName: "",
  opened: null,
  image: null,
  height: 0,
  mode: /** @type {Mode} */ ("merged"),
  ghosts: true,
  shape: /** @type {Shape} */ ("tree"),
  folder: 0,
  several: false,
  map: /** @type {MapChoice} */ ({ trail: [], what: "merged", table: false }),
  waste: /** @type {Wasted | null} */ (null),
  dead: /** @type {WasteQuery} */ ({ by: "path", layer: null, hiddenBy: null, cause: null }),
  query: "",
  sort: /** @type {Sort} */ ("name"),
  reverse: false,
  builder: false,
  tree: 0,
  merged: false,
  selected: null,
  revealed: null,
  tab: /** @type {Tab} */ ("layer"),
  part: /** @type {Part} */ ("stack"),
  progress: null,
  secondsLeft: null,
  proof: /** @type {"running"} */ ("running"),
  problem: null,
  problems: /** @type {ProblemInfo[]} */ ([]),
  findings: /** @type {Finding[]} */ ([]),
  member: null,
  viewer: null,
  containers: /** @type {ContainerInfo[]} */ ([]),
  edits: 0,
  log: /** @type {Happening[]} */ ([]),
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
  /** @type {Readonly<State>} */
  #state = Object.freeze({ ...fresh, phase: "start", notice: "", help: false, language: "en", theme: "auto" });

  get state() {
    return this.#state;
  }

  /** Replaces parts of the snapshot and tells everybody. @param {Partial<State>} patch */
  set(patch) {
    this.#state = Object.freeze({ ...this.#state, ...patch });
    this.dispatchEvent(new Event("change"));
  }
}

export const store = new Store();
