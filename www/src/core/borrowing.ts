// Bytes that a worker can't read itself: the page, which gave it the file, reads them and hands them on.

export type Wanted = { id: number; file: File; from: number; to: number };

let next = 1;
const pending: Map<number, { resolve: (bytes: Uint8Array) => void; reject: (error: unknown) => void }> = new Map();

/** In a worker: asks for bytes. */
export function borrow(file: File, from: number, to: number): Promise<Uint8Array> {
  const id = next++;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject });
    self.postMessage({ borrow: { id, file, from, to } });
  });
}

/** In a worker: takes what was asked for. */
export function lent({ id, bytes, error }: { id: number; bytes: ArrayBuffer | null; error: string }) {
  const waiting = pending.get(id);
  pending.delete(id);
  if (bytes) waiting?.resolve(new Uint8Array(bytes));
  else waiting?.reject(new Error(error));
}

/** On the page: reads them for a worker. */
export async function lend(worker: Worker, { id, file, from, to }: Wanted) {
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
