// Shows the one of the four states that the page is in, puts theme and title where they belong, and leaves no one without focus.

import { upperOf } from "../state/container.js";
import { painting } from "../state/painting.js";
import { store } from "../state/store.js";
import { imageName } from "./header.js";
import { paint } from "./palette.js";

/** The states, and where the keyboard starts in each when what had the focus is gone. */
const PHASES = /** @type {const} */ ({
  start: "ls-start button",
  opening: "ls-opening button",
  explore: '[role="listbox"]',
  problem: "ls-problem button",
});

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Follows the store from now on. */
export function followPhase() {
  let before = store.state.phase;
  const follow = () => {
    const { phase, theme, part, beside, image, fileName, opened } = store.state;
    document.body.dataset.phase = phase;
    for (const id of Object.keys(PHASES)) byId(id).hidden = id !== phase;
    byId("explore").dataset.part = part;
    byId("explore").toggleAttribute("data-beside", beside !== null);
    document.documentElement.dataset.theme = theme;
    document.title = phase === "start" ? "Layerscope" : `${image ? imageName(image) : fileName} · Layerscope`;
    if (image) {
      const whole = opened?.images[image.index]?.layers ?? 0;
      paint(Math.max(whole, image.layers.length - (image.container ? 1 : 0)), upperOf(store.state));
    }
    if (phase !== before) afterFrame(() => catchFocus(phase));
    before = phase;
  };
  store.addEventListener("change", follow);
  follow();
}

/** Focusing lays the page out: the first frame of an image does not wait for that. @param {() => void} work */
function afterFrame(work) {
  const frame = painting();
  if (frame) frame.then(work);
  else requestAnimationFrame(work);
}

/** @param {keyof typeof PHASES} phase */
function catchFocus(phase) {
  if (phase !== store.state.phase || document.activeElement !== document.body) return;
  /** @type {HTMLElement | null} */ (document.querySelector(PHASES[phase]))?.focus({ preventScroll: true });
}
