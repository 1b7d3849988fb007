// A picture out of an image: its bytes as a Blob of the one right type, shown by <img> alone, which runs and loads nothing.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import type { Piece } from "../core/reading.ts";
import { isCancelled, RETRY_MS } from "../core/retry.ts";

/** Kinds that browsers draw, as the core names them. */
export const PICTURES = new Map([
  ["png", "image/png"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["bmp", "image/bmp"],
  ["ico", "image/x-icon"],
  ["svg", "image/svg+xml"],
]);

/** Bytes of a picture that is drawn, at most. */
const LARGEST = 32 << 20;
const PIECE = 4 << 20;
/** A small file can claim to be a picture of gigabytes: no more pixels than this are drawn. */
const MOST_PIXELS = 50_000_000;

export type Drawn = { url: string; width: number; height: number } | { why: "large" | "broken" | ProblemInfo };

export class Picture {
  #changed: () => void;
  #key = "";
  /** null while it is read */
  drawn: Drawn | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  open(key: string, source: { what: string; read: (from: number, count: number) => Promise<Piece> }) {
    if (key === this.#key) return;
    this.forget();
    this.#key = key;
    const show = (drawn: Drawn) => {
      if (key !== this.#key) return "url" in drawn && URL.revokeObjectURL(drawn.url);
      this.drawn = drawn;
      this.#changed();
    };
    const wanted = () => key === this.#key;
    const begin = () => {
      load(source, wanted).then(show, (problem) => {
        if (!isCancelled(problem)) show({ why: problem });
        else setTimeout(() => wanted() && begin(), RETRY_MS);
      });
    };
    begin();
  }

  forget() {
    if (this.drawn && "url" in this.drawn) URL.revokeObjectURL(this.drawn.url);
    this.drawn = null;
    this.#key = "";
  }
}

async function load(
  { what, read }: { what: string; read: (from: number, count: number) => Promise<Piece> },
  wanted: () => boolean,
): Promise<Drawn> {
  const parts = [];
  for (let from = 0, size = 1; from < size && wanted(); from += PIECE) {
    const { bytes, problem, ...all } = await read(from, PIECE);
    if (problem) return { why: problem };
    size = all.size;
    if (size > LARGEST) return { why: "large" };
    parts.push(bytes as BlobPart);
  }
  const url = URL.createObjectURL(new Blob(parts, { type: PICTURES.get(what) }));
  const image = new Image();
  // Its head is read for this, its pixels are not unpacked before it stands in the page.
  const known = new Promise((done, failed) => {
    image.onload = done;
    image.onerror = failed;
  });
  image.src = url;
  const broken = await known.then(
    () => false,
    () => true,
  );
  const { naturalWidth: width, naturalHeight: height } = image;
  image.src = "";
  if (!broken && width * height <= MOST_PIXELS) return { url, width, height };
  URL.revokeObjectURL(url);
  return { why: broken ? "broken" : "large" };
}
