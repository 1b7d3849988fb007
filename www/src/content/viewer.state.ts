// The selected path's content in a larger place, over the files: opened, turned to comparing, closed, with the focus brought back.

import { store } from "../app/store.ts";

export interface ViewerState {
  /** The selected path's content over the files, and which layers' versions are compared; null = the page's choice. */
  viewer: { older: number | null; newer: number | null; compare: boolean } | null;
}

declare module "../app/store.ts" {
  interface State extends ViewerState {}
}

store.slice<ViewerState>("image", { viewer: null });

/** The element that had the focus before. */
let opener: Element | null = null;

const open = (viewer: { older: number | null; newer: number | null; compare: boolean }) => {
  if (!store.state.viewer) opener = document.activeElement;
  store.set({ viewer });
};

export const openContent = () => open({ older: null, newer: null, compare: false });

/** @param older a layer */
export const compareVersions = (older: number | null = null, newer: number | null = null) =>
  open({ older, newer, compare: true });

export function closeViewer() {
  store.set({ viewer: null });
  const back =
    opener instanceof HTMLElement && opener.isConnected ? opener : document.querySelector('[role="treegrid"]');
  opener = null;
  // The files get out of their inertness first.
  requestAnimationFrame(() => (back as HTMLElement | null)?.focus());
}
