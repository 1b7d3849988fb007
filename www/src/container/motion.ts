// Motion that explains: what is copied up travels from its layer to the container's. Still where the person wants it still.

import type { EffectInfo } from "../../pkg/layerscope.js";
import { store } from "../app/store.ts";
import { upperOf } from "../app/upper.ts";

const MS = 240;
/** Of one step. */
const MOST = 4;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

const slabOf = (layer: number) => document.getElementById(`layer-${layer}`)?.getBoundingClientRect() ?? null;

function travel({ layer }: EffectInfo, upper: number) {
  const from = layer === null ? null : slabOf(layer);
  const to = slabOf(upper);
  if (!from || !to || from.width === 0) return;
  const block = document.createElement("i");
  block.className = `rw-travel L${layer}`;
  document.body.append(block);
  const at = (rect: DOMRect) => `translate(${rect.left + 24}px, ${rect.top + rect.height / 2 - 8}px)`;
  const motion = block.animate(
    [
      { transform: at(from), opacity: 1 },
      { transform: at(to), opacity: 1, offset: 0.9 },
      { transform: at(to), opacity: 0 },
    ],
    { duration: MS, easing: "cubic-bezier(.3,0,.2,1)" },
  );
  motion.finished.then(
    () => block.remove(),
    () => block.remove(),
  );
}

/** Follows the store from now on. */
export function followContainers() {
  let last = 0;
  store.addEventListener("change", () => {
    const { log } = store.state;
    const newest = log.at(-1);
    if (!newest || newest.id === last) return;
    last = newest.id;
    if (STILL.matches) return;
    const upper = upperOf(store.state);
    for (const effect of newest.effects.filter(({ what }) => what === "copyUp").slice(0, MOST)) travel(effect, upper);
  });
}
