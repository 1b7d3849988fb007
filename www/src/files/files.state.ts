// Which files are shown, and the row that is to be in sight.

import type { Mode } from "../../pkg/layerscope.js";
import { store } from "../app/store.ts";

export interface FilesState {
  mode: Mode;
  /** In the merged view, what is gone is listed, too. */
  ghosts: boolean;
  /** The row that the files are to scroll to; another object each time. */
  revealed: { index: number } | null;
}

declare module "../app/store.ts" {
  interface State extends FilesState {}
}

store.slice<FilesState>("image", { mode: "merged", ghosts: true, revealed: null });

export const setMode = (mode: Mode): void => store.set({ mode });

export const setGhosts = (ghosts: boolean): void => store.set({ ghosts });
