// The page's own state: which of its four states it is in, the open archive, the shown image and the chosen layer and path.

import type { Finding, ImageInfo, Opened, ProblemInfo } from "../../pkg/layerscope.js";
import type { PageProblem } from "../core/problem.ts";
import type { Progress } from "../core/tally.ts";
import type { Tab } from "./feature.ts";
import type { Beside } from "./slots.ts";
import { store } from "./store.ts";

export type Phase = "start" | "opening" | "explore" | "artifacts" | "build" | "problem";
export type Part = "stack" | "files" | "details";

export interface VisitState {
  phase: Phase;
  /** One polite sentence about what just happened. */
  notice: string;
  help: boolean;
}

export interface FileState {
  /** The file that is being opened, or was. */
  fileName: string;
  opened: Opened | null;
  /** The page in the place of files and details; null = none. */
  beside: Beside | null;
  /** The part that a narrow screen shows. */
  part: Part;
}

export interface ShownState {
  /** Grows with each change of the files that are shown: of a container's layer. */
  edits: number;
  image: ImageInfo | null;
  /** 0-based: the chosen layer. */
  height: number;
  /** Grows whenever the rows of the same view may differ: merged further, expanded, another image. */
  tree: number;
  /** All layers are in the tree. */
  merged: boolean;
  /** A path, and perhaps one version of it. */
  selected: { node: number; layer: number | null } | null;
  tab: Tab;
  progress: Progress | null;
  secondsLeft: number | null;
  /** Of the digests. */
  proof: "running" | "done" | "stopped";
  /** Shown by the problem state. */
  problem: PageProblem | null;
  /** The page's own; nothing has stopped because of them. */
  problems: ProblemInfo[];
  /** Of the open archive and the page's own, the gravest first. */
  findings: Finding[];
  /** The archive's member that is to be brought into sight; another object each time. */
  member: { path: string } | null;
}

declare module "./store.ts" {
  interface State extends VisitState, FileState, ShownState {}
}

store.slice<VisitState>("visit", { phase: "start", notice: "", help: false });
store.slice<FileState>("file", { fileName: "", opened: null, beside: null, part: "stack" });
store.slice<ShownState>("image", {
  image: null,
  edits: 0,
  height: 0,
  tree: 0,
  merged: false,
  selected: null,
  tab: "layer",
  progress: null,
  secondsLeft: null,
  proof: "running",
  problem: null,
  problems: [],
  findings: [],
  member: null,
});
