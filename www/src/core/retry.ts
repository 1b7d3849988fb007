// A reading may be ended for another one's sake. If it is still wanted then, it is asked for again.

/** Soon enough for a person, seldom enough where no answer comes any more. */
export const RETRY_MS = 100;

export const isCancelled = (problem: unknown) => (problem as { kind?: string } | null)?.kind === "cancelled";
