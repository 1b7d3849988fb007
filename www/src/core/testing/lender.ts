// The page as a worker sees it that can't read files: it lends bytes, or fails to.
import { lent } from "../borrowing.ts";

export type Wanted = { id: number; file: Blob; from: number; to: number };

/** The loans so far; `fails` = the reason why the page can't read either. */
export const lender: { wanted: Wanted[]; fails: string | null } = { wanted: [], fails: null };

Object.assign(globalThis, {
  self: {
    postMessage({ borrow }: { borrow: Wanted }) {
      lender.wanted.push(borrow);
      const { id, file, from, to } = borrow;
      const { fails } = lender;
      if (fails) queueMicrotask(() => lent({ id, bytes: null, error: fails }));
      else
        Blob.prototype.slice
          .call(file, from, to)
          .arrayBuffer()
          .then((bytes) => lent({ id, bytes, error: "" }));
    },
  },
});

/** The module of sources, of a worker that has read nothing yet. */
export const fresh = (): Promise<typeof import("../source.ts")> => import(`../source.ts?${Math.random()}`);

/** Bytes that tell where they stand. */
export function numbered(size: number) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at++) bytes[at] = (at ^ (at >> 8) ^ (at >> 16)) & 255;
  return bytes;
}

/** A file that notes how it is read. */
export class Watched extends File {
  reads: string[] = [];

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super([bytes], "watched");
  }

  override slice(from: number = 0, to: number = this.size) {
    const blob = super.slice(from, to);
    const { reads } = this;
    return Object.assign(blob, {
      arrayBuffer() {
        reads.push(`small ${from} ${to}`);
        return Blob.prototype.arrayBuffer.call(blob);
      },
      stream() {
        reads.push(`stream ${from} ${to}`);
        return Blob.prototype.stream.call(blob);
      },
    });
  }
}

/** A file that this worker can't read. */
export class Barred extends File {
  /** How often that was tried. */
  tries = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super([bytes], "barred");
  }

  override slice(from?: number, to?: number): Blob {
    const why = () => new Error("not readable here");
    const refuse = () => {
      this.tries++;
      return Promise.reject(why());
    };
    const stream = () => {
      this.tries++;
      return new ReadableStream({ type: "bytes", pull: (controller) => controller.error(why()) });
    };
    return Object.assign(super.slice(from, to), { arrayBuffer: refuse, stream });
  }
}
