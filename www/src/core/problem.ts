// Problems as plain data: the one shape in which anything that goes wrong crosses a thread.

import type { Kind, ProblemInfo } from "../../pkg/layerscope.js";

/** A problem as the page shows it: a folder that is no image is one of its own. */
export type PageProblem = Omit<ProblemInfo, "kind"> & { kind: Kind | "folder-empty" | "folder-no-images" };

/**
 * A problem that the page's own code found, with everything the core would have filled in left empty.
 * @param message English, one complete sentence
 */
export function problem(kind: Kind, message: string, more?: Partial<ProblemInfo>): ProblemInfo {
  return {
    kind,
    severity: "error",
    message,
    saysValues: false,
    file: null,
    member: null,
    layer: null,
    byte: null,
    inLayer: false,
    expected: null,
    found: null,
    detail: null,
    path: null,
    count: null,
    ...more,
  };
}

/** True for plain problem data, false for exceptions of the language (a trap of the core among them). */
export function isProblem(value: unknown): value is ProblemInfo {
  return (
    typeof value === "object" && value !== null && !(value instanceof Error) && "kind" in value && "message" in value
  );
}

/** Whatever was thrown, as a problem. */
export function asProblem(value: unknown): ProblemInfo {
  if (isProblem(value)) return value;
  return problem("internal", "Something unexpected happened inside the page.", { detail: String(value) });
}

/** Everything that was pending when the person stopped it. */
export const cancelled = () => problem("cancelled", "Stopped.", { severity: "info" });
