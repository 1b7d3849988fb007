// The findings of the opened archive: asked again when more is known, the page's own problems among them, the gravest first.

import type { Finding, ProblemInfo } from "../../pkg/layerscope.js";
import { store } from "./store.ts";

/** Layers arrive in heaps: one question for all that came within this time. */
const SOON_MS = 200;
const SEVERITIES = ["error", "warning", "info"] as const;

const own = (problem: ProblemInfo): Finding => ({ ...problem, meaning: "", node: null });

/** A function that has the store filled soon, however often it is called. */
export function gatherFindings(ask: () => Promise<Finding[]>) {
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
