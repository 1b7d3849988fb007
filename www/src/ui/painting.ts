// The first frame of a newly chosen image: the stack is in it, and what stands beside the stack is drawn after it.

/** A page that is not in sight has no frames: its views wait no longer than this. */
const LONGEST_MS = 100;

let pending: Promise<void> | null = null;

/** Resolves once the frame that is drawn next has been painted: a task queued in its callback runs after that. */
export function painted(): Promise<void> {
  const frame = new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    requestAnimationFrame(() => port2.postMessage(null));
    setTimeout(resolve, LONGEST_MS);
  });
  pending = frame;
  frame.then(() => {
    if (pending === frame) pending = null;
  });
  return frame;
}

/** The frame that is being waited for, or null. */
export const painting = () => pending;
