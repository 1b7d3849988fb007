// Bytes that a worker can't read itself: whoever gave it the file reads them, on the page's thread, and hands them on.

/** @typedef {{ id: number, file: File, from: number, to: number }} Wanted */

let next = 1;
/** @type {Map<number, { resolve: (bytes: Uint8Array) => void, reject: (error: unknown) => void }>} */
const pending = new Map();

/** In a worker: asks for bytes. @param {File} file @param {number} from @param {number} to @returns {Promise<Uint8Array>} */
export function borrow(file, from, to) {
  const id = next++;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject });
    self.postMessage({ borrow: { id, file, from, to } });
  });
}

/** In a worker: takes what was asked for. @param {{ id: number, bytes: ArrayBuffer | null, error: string }} lent */
export function lent({ id, bytes, error }) {
  const waiting = pending.get(id);
  pending.delete(id);
  if (bytes) waiting?.resolve(new Uint8Array(bytes));
  else waiting?.reject(new Error(error));
}

/** On the page: reads them for a worker. @param {Worker} worker @param {Wanted} wanted */
export async function lend(worker, { id, file, from, to }) {
  try {
    const bytes = await file.slice(from, to).arrayBuffer();
    worker.postMessage({ type: "lent", id, bytes }, [bytes]);
  } catch (error) {
    worker.postMessage({
      type: "lent",
      id,
      bytes: null,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
