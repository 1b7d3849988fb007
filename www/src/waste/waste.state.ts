// What is dead in the image, stored twice, and to be done about it: asked when somebody wants to know, and again once all is hashed.

import { asProblem } from "../engine/problem.js";
import { AGAIN_MS, isCancelled } from "./again.js";
import { engine } from "./core.js";
import { store } from "./store.js";

/** @import { Advice, DuplicatesPage, WasteInfo, WasteQuery } from "../pkg/layerscope.js" */
/** @import { State } from "./store.js" */

/** All of it from one moment; `key` = of what image, known how well. @typedef {{ key: string, sums: WasteInfo, advice: Advice[], duplicates: DuplicatesPage }} Wasted */

/** Groups of duplicates that are shown. */
const GROUPS = 50;

/** The last question: of which opening, and its key. @type {{ opened: State["opened"], image: number, key: string } | null} */
let asked = null;

/** @param {Readonly<State>} state */
const keyOf = ({ opened, image, proof }) => `${opened?.file} ${image?.index} ${image?.id} ${proof === "done"}`;

/** Sees to it that the numbers are there, or soon will be. */
async function follow() {
  const { tab, merged, image, opened, waste } = store.state;
  if (tab !== "waste" || !merged || !image) return;
  const key = keyOf(store.state);
  if (waste?.key === key || (asked?.opened === opened && asked.image === image.index && asked.key === key)) return;
  const mine = { opened, image: image.index, key };
  asked = mine;
  const answers = [engine.ask("waste"), engine.ask("advice"), engine.ask("duplicates", 0, GROUPS)];
  try {
    const [sums, advice, duplicates] = /** @type {[WasteInfo, Advice[], DuplicatesPage]} */ (
      await Promise.all(answers)
    );
    if (asked === mine && keyOf(store.state) === key)
      store.set({ waste: { key, sums, advice, duplicates }, unwasted: null });
  } catch (error) {
    if (asked !== mine) return;
    // Ended for another question's sake: whoever still wants the answer asks again.
    if (isCancelled(error)) setTimeout(again, AGAIN_MS);
    else store.set({ unwasted: asProblem(error) });
  }
}

function again() {
  asked = null;
  follow();
}

/** Follows the store from now on. */
export function followWaste() {
  store.addEventListener("change", () => {
    // Another image is shown: coming back to this one, its numbers are asked for anew.
    if (asked && (asked.opened !== store.state.opened || asked.image !== store.state.image?.index)) asked = null;
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
    beside: null,
    dead: { by: "path", layer, hiddenBy: null, cause: null },
  });
