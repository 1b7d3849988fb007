// What is dead in the image, stored twice, and to be done about it: asked when somebody wants to know, and again once all is hashed.

import type { Advice, DuplicatesPage, ProblemInfo, WasteInfo, WasteQuery } from "../../pkg/layerscope.js";
import { engine } from "../app/engine.ts";
import type { State } from "../app/store.ts";
import { store } from "../app/store.ts";
import { asProblem } from "../core/problem.ts";
import { isCancelled, RETRY_MS } from "../core/retry.ts";

/** All of it from one moment; `key` = of what image, known how well. */
export type Wasted = { key: string; sums: WasteInfo; advice: Advice[]; duplicates: DuplicatesPage };

export interface WasteState {
  /** null = not asked yet. */
  waste: Wasted | null;
  /** Why there is no answer. */
  unwasted: ProblemInfo | null;
  /** Which dead bytes are listed. */
  dead: WasteQuery;
}

declare module "../app/store.ts" {
  interface State extends WasteState {}
}

store.slice<WasteState>("image", {
  waste: null,
  unwasted: null,
  dead: { by: "path", layer: null, hiddenBy: null, cause: null },
});

/** Groups of duplicates that are shown. */
const GROUPS = 50;

/** The last question: of which opening, and its key. */
let asked: { opened: State["opened"]; image: number; key: string } | null = null;

const keyOf = ({ opened, image, proof }: Readonly<State>) =>
  `${opened?.file} ${image?.index} ${image?.id} ${proof === "done"}`;

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
    const [sums, advice, duplicates] = (await Promise.all(answers)) as [WasteInfo, Advice[], DuplicatesPage];
    if (asked === mine && keyOf(store.state) === key)
      store.set({ waste: { key, sums, advice, duplicates }, unwasted: null });
  } catch (error) {
    if (asked !== mine) return;
    // Another question ended this one: if the page still wants the answer, it asks again.
    if (isCancelled(error)) setTimeout(again, RETRY_MS);
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
    // Another image is shown: back at this one, the page asks for its numbers again.
    if (asked && (asked.opened !== store.state.opened || asked.image !== store.state.image?.index)) asked = null;
    follow();
  });
}

/** Which dead bytes are listed. */
export const chooseDead = (patch: Partial<WasteQuery>) => store.set({ dead: { ...store.state.dead, ...patch } });

/** Opens the tab, wherever the person is, at what was stored by a layer. */
export const showWaste = (layer: number | null = null) =>
  store.set({
    tab: "waste",
    part: "details",
    beside: null,
    dead: { by: "path", layer, hiddenBy: null, cause: null },
  });
