// The overlay diagram's part of the page: which directory, and the columns around what is visible.

import type { Diagram } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import { store } from "../app/store.ts";
import { ListWindow } from "../ui/list-window.ts";

/** Columns beyond the visible ones, on either side, so that scrolling a little asks nothing. */
const MARGIN = 24;

export interface OverlayState {
  /** The diagram's directory, or a path in it. */
  folder: number;
  /** Only names that more than one layer concerns. */
  several: boolean;
}

declare module "../app/store.ts" {
  interface State extends OverlayState {}
}

store.slice<OverlayState>("image", { folder: 0, several: false });

/** Goes into a directory, or up. The details stay where they are on a narrow screen. */
export const enterFolder = (folder: number) =>
  store.set({ folder, several: false, selected: { node: folder, layer: null }, tab: "file" });

export const setSeveral = (several: boolean) => store.set({ several });

export interface DirectoryQuestion {
  readonly folder: number;
  readonly height: number;
  readonly several: boolean;
}

/** The columns around what is visible. */
export class Columns extends ListWindow<DirectoryQuestion, Diagram> {
  constructor(changed: () => void) {
    const ask = ({ folder, height, several }: DirectoryQuestion, from: number, count: number) =>
      engine.ask("diagram", folder, height, several, from, count);
    super({ margin: MARGIN, ask, count: ({ names }) => names.length }, changed);
  }

  at(index: number) {
    return this.page?.names[index - this.page.from] ?? null;
  }
}
