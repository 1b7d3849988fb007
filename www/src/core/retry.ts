// A reading may be ended for another one's sake. If it is still wanted then, it is asked for again.

/** Soon enough for a person, seldom enough where nobody answers any more. */
export const AGAIN_MS = 100;

/** @param {unknown} problem */
export const isCancelled = (problem) => /** @type {{ kind?: string } | null} */ (problem)?.kind === "cancelled";
