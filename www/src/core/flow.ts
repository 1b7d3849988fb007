// Bytes of a file one chunk after the other: as a stream of the browser, or as slices that somebody else reads.

/** an empty chunk is the end */
export type Flow = { next: () => Promise<Uint8Array>; stop: () => void };

/** The first chunk is soon there; later ones are as large as a stream gives them at once. */
const FIRST = 64 << 10;
const LARGEST = 1 << 20;
/** A slice that another thread reads: what it costs beside its bytes is gone by then. */
const SLICE = 2 << 20;

/** With its option `min`, which the declarations of the DOM do not have. */
interface AtLeast extends ReadableStreamBYOBReader {
  read<T extends ArrayBufferView>(view: T, options?: { min: number }): Promise<ReadableStreamReadResult<T>>;
}

const EMPTY: Uint8Array = new Uint8Array();

/** Readers at work, with their Blobs. Chromium collects a stream that only those refer to who wait for its next read, which then never resolves. */
const atWork: Map<ReadableStreamGenericReader, Blob> = new Map();

function release(reader: ReadableStreamGenericReader) {
  atWork.delete(reader);
  reader.cancel().catch(() => {});
}

/** A stream from one byte to another. The next chunk is under way while the last one is parsed: a chunk is good until the next is asked for. */
export function streamed(file: Blob, from: number, end: number): Flow {
  const blob = file.slice(from, end);
  const stream = blob.stream();
  const reader = byob(stream);
  if (!reader) return plain(blob, stream);
  atWork.set(reader, blob);
  let size = FIRST;
  let pending = ask(new ArrayBuffer(size));
  /** Buffers that are free. */
  const free: ArrayBuffer[] = [];
  /** The chunk that is being parsed. */
  let used: ArrayBuffer | null = null;

  /** Filled before it is answered, for each answer costs the browser's processes a turn; the first one is wanted soon. */
  function ask(buffer: ArrayBuffer) {
    const min = buffer.byteLength > FIRST ? buffer.byteLength : 1;
    // The last bytes may come together with the end, so the reader looks at the value alone.
    return (reader as AtLeast).read(new Uint8Array(buffer), { min });
  }

  return {
    async next() {
      const { value } = await pending;
      if (!value || value.length === 0) return EMPTY;
      if (used && used.byteLength >= size) free.push(used);
      used = value.buffer as ArrayBuffer;
      if (size < LARGEST) size *= 4;
      pending = ask(free.pop() ?? new ArrayBuffer(size));
      pending.catch(() => {});
      return value;
    },
    stop: () => release(reader),
  };
}

/** A reader that fills buffers of ours; none in WebKit. */
function byob(stream: ReadableStream<Uint8Array>) {
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

function plain(blob: Blob, stream: ReadableStream<Uint8Array>): Flow {
  const reader = stream.getReader();
  atWork.set(reader, blob);
  let pending = reader.read();
  return {
    async next() {
      const { value } = await pending;
      if (!value) return EMPTY;
      pending = reader.read();
      pending.catch(() => {});
      return value;
    },
    stop: () => release(reader),
  };
}

/** Slices from one byte to another, one ahead. */
export function sliced(read: (from: number, to: number) => Promise<Uint8Array>, from: number, end: number): Flow {
  let at = from;
  let size = FIRST;
  const ask = () => {
    const to = Math.min(at + size, end);
    const slice = at < to ? read(at, to) : Promise.resolve(EMPTY);
    at = to;
    size = SLICE;
    slice.catch(() => {});
    return slice;
  };
  let pending = ask();
  return {
    async next() {
      const chunk = await pending;
      if (chunk.length > 0) pending = ask();
      return chunk;
    },
    stop: () => {},
  };
}
