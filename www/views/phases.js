// Shows the one of the four states that the page is in, and puts theme and title where they belong.

import { store } from "../state/store.js";
import { imageName } from "./header.js";
import { paint } from "./palette.js";

const PHASES = /** @type {const} */ (["start", "opening", "explore", "problem"]);

/** Follows the store from now on. */
export function followPhase() {
  let before = "";
  const follow = () => {
    const { phase, theme, part, image, fileName } = store.state;
    document.body.dataset.phase = phase;
    for (const id of PHASES) /** @type {HTMLElement} */ (document.getElementById(id)).hidden = id !== phase;
    const explore = /** @type {HTMLElement} */ (document.getElementById("explore"));
    explore.dataset.part = part;
    document.documentElement.dataset.theme = theme;
    document.title = phase === "start" ? "Layerscope" : `${image ? imageName(image) : fileName} · Layerscope`;
    if (image) paint(image.layers.length);
    if (phase !== before && phase === "start" && before !== "")
      document.querySelector("ls-start")?.querySelector("button")?.focus();
    before = phase;
  };
  store.addEventListener("change", follow);
  follow();
}
