// What is dead in the image, stored twice, and to be done about it: asked when somebody wants to know, and again once all is hashed.

import { AGAIN_MS, isCancelled } from "./again.js";
import { engine } from "./core.js";
import { store } from "./store.js";

/** @import { Advice, Duplicates, Waste, WasteQuery } from "../types.waste.d.ts" */
/** @import { State } from "./store.js" */

/** All of it from one moment; `key` = of what image, known how well. @typedef {{ key: string, sums: Waste, advice: Advice[], duplicates: Duplicates }} Wasted */

/** Groups of duplicates that are shown. */
const GROUPS = 50;

let asked = "";

/** @param {Readonly<State>} state */
const keyOf = ({ opened, image, proof }) =>
  `${opened?.file} ${opened?.fileSize} ${image?.index} ${image?.id} ${proof === "done"}`;

/** Sees to it that the numbers are there, or soon will be. */
async function follow() {
  const { state } = store;
  if (state.tab !== "waste" || !state.merged || !state.image) return;
  const key = keyOf(state);
  if (key === asked) return;
  asked = key;
  const answers = [engine.waste.waste(), engine.waste.advice(), engine.waste.duplicates(0, GROUPS)];
  try {
    const [sums, advice, duplicates] = /** @type {[Waste, Advice[], Duplicates]} */ (await Promise.all(answers));
    if (asked === key && keyOf(store.state) === key) store.set({ waste: { key, sums, advice, duplicates } });
  } catch (error) {
    // Ended for another image's sake: whoever still looks at this one asks again.
    if (asked === key) asked = "";
    if (isCancelled(error)) setTimeout(follow, AGAIN_MS);
  }
}

/** Follows the store from now on. */
export function followWaste() {
  store.addEventListener("change", () => {
    // Another image has other numbers, though it may have the same key again later.
    if (!store.state.waste && store.state.tab !== "waste") asked = "";
    follow();
  });
}

/** Which dead bytes are listed. @param {Partial<WasteQuery>} patch */
export const chooseDead = (patch) => store.set({ dead: { ...store.state.dead, ...patch } });

/** Opens the tab, wherever the person is, at what was stored by a layer. @param {number | null} [layer] */
export const showWaste = (layer = null) =>
  store.set({
    tab: "waste",
    part: "details",
    dead: { by: "path", layer, killer: null, how: null },
  });
