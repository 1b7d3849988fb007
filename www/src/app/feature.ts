// The contract of a feature: what a folder registers. Menus, tabs, the help and the command palette are drawn from it.

import type { TemplateResult } from "lit";
import type { PathHistory } from "../../pkg/layerscope.js";
import type { Label } from "./label.ts";
import type { LinkedTerm } from "./linked.ts";
import type { DropSpec, ElementSpec, PartSpec, Recent } from "./slots.ts";
import type { State } from "./store.ts";

/** The details' tabs; a feature adds its own: `declare module "../app/feature.ts" { interface TabIds { waste: true } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it.
export interface TabIds {}
/** The shapes of the middle, added in the same way. */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it.
export interface ShapeIds {}

export type Tab = keyof TabIds;
export type Shape = keyof ShapeIds;

/** A tab of the details. */
export interface TabSpec {
  readonly id: Tab;
  readonly label: Label;
  /** Its place among the tabs, from the left. */
  readonly order: number;
  /** Hidden while false, unless it is the chosen one. */
  readonly when?: (state: Readonly<State>) => boolean;
  readonly render: () => TemplateResult;
  /** Drawn after the label. */
  readonly badge?: (state: Readonly<State>) => unknown;
  /** Keeps its element and its scroll position while another tab is shown; `of` names what it is about. */
  readonly keep?: (state: Readonly<State>) => string;
}

/** The parts that a shape draws around itself. */
export interface ShapeParts {
  /** The search field. */
  readonly search: TemplateResult;
  /** Parts of features that stand below the files. */
  readonly below: readonly unknown[];
}

/** A shape of the middle. */
export interface ShapeSpec {
  readonly id: Shape;
  readonly label: Label;
  /** A longer label, for the pointer. */
  readonly title: Label;
  readonly order: number;
  /** The files themselves draw it, as rows; the search finds in these. */
  readonly rows: boolean;
  /** It draws the same whichever of the three ways of looking is chosen. */
  readonly anyMode?: boolean;
  /** All but what is drawn as rows. */
  readonly render?: (parts: ShapeParts) => TemplateResult;
  /** Changes to the state when the shape is chosen. */
  readonly enter?: (state: Readonly<State>) => Partial<State>;
  /** Changes to the state when a path is brought into sight, whatever the shape is. */
  readonly reveal?: (node: number) => Partial<State>;
}

/** Where a key press happened: a path, when the keyboard was on one. */
export interface Place {
  readonly node: number;
  /** Known where a menu is about the path. */
  readonly path?: PathHistory;
}

/** Something a person can do, by the palette or by a key. */
export interface Command {
  /** Its feature's id, a dot and a name: "waste.show". */
  readonly id: string;
  readonly label: Label;
  /** The group of keys it belongs to, by its id. */
  readonly group: string;
  /** Names as app/keys.ts gives them; the first is shown. */
  readonly keys?: readonly string[];
  /** `page`: the keys work everywhere. `path`: where the keyboard is on a path. */
  readonly where?: "page" | "path";
  /** False while it can't be done; `at` is the path that the keyboard is on. */
  readonly when?: (state: Readonly<State>, at?: Place) => boolean;
  /** The keys work in fields of text, too. */
  readonly inText?: boolean;
  /** The menu of a path has it, too; its first key is its letter there. */
  readonly menu?: boolean;
  /** It takes something away: drawn as a warning. */
  readonly danger?: boolean;
  /** The palette leaves it out: it makes sense as a key alone. */
  readonly keyOnly?: boolean;
  readonly run: (at?: Place) => unknown;
}

/** Keys that are no commands, under a title of the help; commands of the same group stand below them. */
export interface KeyGroup {
  readonly id: string;
  /** The group's name in the palette. */
  readonly name: Label;
  /** The title in the help. */
  readonly label: Label;
  readonly order: number;
  /** Names as keyboards label them, separated by spaces, and their effect. */
  readonly keys?: readonly (readonly [string, Label])[];
}

/** A file that can be written out of the shown image. */
export interface ExportSpec {
  readonly id: string;
  readonly label: Label;
  /** One sentence more. */
  readonly text: Label;
  /** The end of the file's name. */
  readonly ending: string;
  readonly order: number;
  readonly when?: (state: Readonly<State>) => boolean;
  /** Makes the file and saves it. */
  readonly run: () => unknown;
}

/** A part of the help after its keys. */
export interface HelpSection {
  readonly order: number;
  readonly render: () => TemplateResult;
}

/** Everything a feature adds to the page. */
export interface Feature {
  readonly id: string;
  readonly tabs?: readonly TabSpec[];
  readonly shapes?: readonly ShapeSpec[];
  readonly commands?: readonly Command[];
  /** Commands that depend on the state: one for each tab, say. Keys belong to `commands`. */
  readonly commandsFor?: (state: Readonly<State>) => readonly Command[];
  readonly keys?: readonly KeyGroup[];
  readonly exports?: readonly ExportSpec[];
  readonly help?: readonly HelpSection[];
  readonly elements?: readonly ElementSpec[];
  readonly parts?: readonly PartSpec[];
  readonly drops?: readonly DropSpec[];
  /** Draws a term of the glossary in the page. */
  readonly term?: (term: LinkedTerm, word: string) => TemplateResult;
  readonly recent?: (state: Readonly<State>) => Recent;
  /** Runs whenever another image is shown. */
  readonly shown?: () => void;
  /** Runs once, when all features are registered. */
  readonly start?: () => void;
}
