// The places of the page that features fill: elements of their own, parts of other views, what is dropped, terms.

import type { PathHistory, VersionInfo } from "../../pkg/layerscope.js";
import type { Dropped } from "./folder.ts";
import type { Label } from "./label.ts";
import type { State } from "./store.ts";

/** The pages that stand in the place of files and details, added as tabs are. */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it.
export interface BesideIds {}
export type Beside = keyof BesideIds;

/**
 * The views that draw parts of other features.
 *
 * `stack.top` above the layers, `stack.upper` a container's layer among them, `files.above` and `files.below` the rows,
 * `file` below the content in the File tab, `life` below each version of a path, `layer` below the command in the Layer tab,
 * `layer.upper` the Layer tab of a container's layer, `layer.dead` and `image.dead` where a tab shows dead bytes,
 * `image.about` and `layer.about` further facts in a tab.
 */
export type Slot =
  | "header"
  | "footer"
  | "start"
  | "stack.top"
  | "stack.upper"
  | "files.above"
  | "files.below"
  | "layer"
  | "layer.upper"
  | "layer.dead"
  | "image.dead"
  | "image.about"
  | "layer.about"
  | "file"
  | "life";

/** The path and the version that the File tab shows. */
export interface AboutPath {
  readonly path: PathHistory;
  readonly version: VersionInfo | null;
}

/** A part of a view. */
export interface PartSpec {
  readonly at: Slot;
  readonly order: number;
  readonly render: (state: Readonly<State>, about?: AboutPath) => unknown;
  /** The state that the part reads, beside that of its place. */
  readonly uses?: (state: Readonly<State>) => readonly unknown[];
}

/** An element that stands in the page once. */
export interface ElementSpec {
  readonly tag: string;
  /** `explore`: the state with an open image. `artifacts`, `build`: those with artifacts or build records alone. `messages`: what floats in the corner. */
  readonly place: "explore" | "artifacts" | "build" | "messages" | "dialogs";
  readonly order: number;
}

/** Files that were dropped or pasted. */
export interface Dropping {
  readonly event: Event;
  readonly files: File[];
  readonly folder: Dropped | undefined;
  /** Whether another handler takes them where this one does not. */
  readonly others: boolean;
}

/** A use for files that are dropped. */
export interface DropSpec {
  readonly id: string;
  readonly order: number;
  /** The effect of a drop, for the person who holds files over the page. */
  readonly label: Label;
  /** It belongs to one place of the page: named before the uses of the whole page. */
  readonly here?: boolean;
  readonly over: (event: Event) => boolean;
  /** False hands the files to the next handler. */
  readonly take: (dropping: Dropping) => boolean | Promise<boolean>;
}

/** The paths that the last step changed, or the top layer, for a short motion. `of` is another object after each step. */
export interface Recent {
  readonly of: object | undefined;
  readonly nodes: readonly (number | null)[];
  readonly layer: boolean;
}

/** The path that a menu is about, and where the menu opens: pixels of the window. */
export interface Offer {
  readonly path: PathHistory;
  readonly x: number;
  readonly y: number;
}
