// Bytes of a file one chunk after the other: as a stream of the browser, or as slices that somebody else reads.

/** @typedef {{ next: () => Promise<Uint8Array>, stop: () => void }} Flow an empty chunk is the end */

/** The first chunk is soon there; later ones are as large as a stream gives them at once. */
const FIRST = 64 << 10;
const LARGEST = 1 << 20;
/** A slice that another thread reads: what it costs beside its bytes is gone by then. */
const SLICE = 2 << 20;

/** @type {Uint8Array} */
const EMPTY = new Uint8Array();

/**
 * Readers at work, with their Blobs. Chromium collects a stream that only those refer to who wait for its next read, which then never resolves.
 * @type {Map<ReadableStreamGenericReader, Blob>}
 */
const atWork = new Map();

/** @param {ReadableStreamGenericReader} reader */
function release(reader) {
  atWork.delete(reader);
  reader.cancel().catch(() => {});
}

/**
 * A stream from one byte to another. The next chunk is under way while the last one is parsed: a chunk is good until the next is asked for.
 * @param {Blob} file @param {number} from @param {number} end
 * @returns {Flow}
 */
export function streamed(file, from, end) {
  const blob = file.slice(from, end);
  const stream = blob.stream();
  const reader = byob(stream);
  if (!reader) return plain(blob, stream);
  atWork.set(reader, blob);
  let size = FIRST;
  let pending = ask(new ArrayBuffer(size));
  /** Buffers that are free. @type {ArrayBuffer[]} */
  const free = [];
  /** The chunk that is being parsed. @type {ArrayBuffer | null} */
  let used = null;

  /** Filled before it is answered, for each answer costs the browser's processes a turn; the first one is wanted soon. @param {ArrayBuffer} buffer */
  function ask(buffer) {
    const min = buffer.byteLength > FIRST ? buffer.byteLength : 1;
    // The last bytes may come as the end does: whoever takes the value looks at nothing else.
    return /** @type {any} */ (reader).read(new Uint8Array(buffer), { min });
  }

  return {
    async next() {
      const { value } = await pending;
      if (!value || value.length === 0) return EMPTY;
      if (used && used.byteLength >= size) free.push(used);
      used = /** @type {ArrayBuffer} */ (value.buffer);
      if (size < LARGEST) size *= 4;
      pending = ask(free.pop() ?? new ArrayBuffer(size));
      pending.catch(() => {});
      return value;
    },
    stop: () => release(reader),
  };
}

/** A reader that fills buffers of ours; none in WebKit. @param {ReadableStream<Uint8Array>} stream */
function byob(stream) {
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

/** @param {Blob} blob @param {ReadableStream<Uint8Array>} stream @returns {Flow} */
function plain(blob, stream) {
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

/**
 * Slices from one byte to another, one ahead.
 * @param {(from: number, to: number) => Promise<Uint8Array>} read @param {number} from @param {number} end
 * @returns {Flow}
 */
export function sliced(read, from, end) {
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
