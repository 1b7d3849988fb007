// The selected path's content in a larger place, over the files: opened, turned to comparing, closed, with the focus brought back.

import { store } from "./store.js";

/** What had the focus before. @type {Element | null} */
let opener = null;

const open = (/** @type {{ older: number | null, newer: number | null, compare: boolean }} */ viewer) => {
  if (!store.state.viewer) opener = document.activeElement;
  store.set({ viewer });
};

export const openContent = () => open({ older: null, newer: null, compare: false });

/** @param {number | null} [older] a layer @param {number | null} [newer] */
export const compareVersions = (older = null, newer = null) => open({ older, newer, compare: true });

export function closeViewer() {
  store.set({ viewer: null });
  const back =
    opener instanceof HTMLElement && opener.isConnected ? opener : document.querySelector('[role="treegrid"]');
  opener = null;
  // The files get out of their inertness first.
  requestAnimationFrame(() => /** @type {HTMLElement | null} */ (back)?.focus());
}
