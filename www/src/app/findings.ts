// The findings of the opened archive: asked again when more is known, the page's own problems among them, the gravest first.

import { store } from "./store.js";

/** @import { Finding, ProblemInfo } from "../pkg/layerscope.js" */

/** Layers arrive in heaps: one question for all that came within this time. */
const SOON_MS = 200;
const SEVERITIES = /** @type {const} */ (["error", "warning", "info"]);

/** @param {ProblemInfo} problem @returns {Finding} */
const own = (problem) => ({ ...problem, meaning: "", node: null });

/**
 * A function that has the store filled soon, however often it is called.
 * @param {() => Promise<Finding[]>} ask
 */
export function gatherFindings(ask) {
  let waiting = false;
  const gather = async () => {
    waiting = false;
    const { image } = store.state;
    const found = await ask().catch(() => null);
    const { phase, problems, image: now } = store.state;
    if (!found || phase !== "explore" || now?.index !== image?.index) return;
    const all = [...problems.map(own), ...found];
    store.set({ findings: SEVERITIES.flatMap((severity) => all.filter((one) => one.severity === severity)) });
  };
  return () => {
    if (!waiting) setTimeout(gather, SOON_MS);
    waiting = true;
  };
}
