// Stacks that grow from common trunks: where each stored layer and each image's name stands in the drawing, in pixels from its top left.

import type { SharedLayer, Sharing } from "../../pkg/layerscope.js";

/** depth 0 = a base */
export type Block = { layer: SharedLayer; depth: number; x: number; y: number; width: number; height: number };
/** an image's name, on its top layer */
export type Cap = { image: number; x: number; y: number; width: number };

/** how tall a layer is at least, what is between two, and pixels for a byte */
export type Measure = { least: number; gap: number; scale: number };

/** A layer of no bytes is still a line to read. */
export const LINE = { least: 16, gap: 2 };
/** So many lines that they would outgrow layers of more bytes: then they are thinner and can't be read; a table tells the same. */
const THIN = { least: 4, gap: 1 };
const HAIR = { least: 1, gap: 0 };
/** Height of the bytes of the largest stack: as little as is truthful. */
const TALL = 270;
const TALLEST = 700;
const TALLER = 1.2;
const GUTTER = 10;
export const CAP = 38;
/** Width of an image's column: as wide as there is room for, within these. */
const NARROWEST = 112;
const WIDEST = 300;

/**
 * Every image has a column; a layer is as wide as all columns of the images that contain it.
 * @param room width that there is
 */
export function trunks(
  { layers, images }: Sharing,
  room: number,
): { blocks: Block[]; caps: Cap[]; width: number; height: number } {
  /** images by the layer they end with; null = images without layers */
  const ends: Map<number | null, number[]> = new Map();
  for (const { image, top } of images) ends.set(top, [...(ends.get(top) ?? []), image]);
  // Parents stand before their children: from behind, a layer's columns are known before its parent's.
  const columns = layers.map(({ id }) => ends.get(id)?.length ?? 0);
  for (const { id, parent } of layers.toReversed())
    if (parent !== null) columns[parent] = (columns[parent] ?? 0) + (columns[id] ?? 0);
  const pitch = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(room / Math.max(1, images.length))));
  const how = measure(layers, [...ends.keys()]);
  /** the column that is free next above a layer */
  const free: number[] = [];
  const depth: number[] = [];
  /** how far a layer's upper edge is above the floor */
  const upper: number[] = [];
  let bases = 0;
  const blocks: Block[] = [];
  const caps: Cap[] = [];
  for (const layer of layers) {
    const { id, parent } = layer;
    const wide = columns[id] ?? 0;
    const start = parent === null ? bases : (free[parent] ?? 0);
    if (parent === null) bases += wide;
    else free[parent] = start + wide;
    const height = tall(layer, how);
    depth[id] = parent === null ? 0 : (depth[parent] ?? 0) + 1;
    const top = (parent === null ? 0 : (upper[parent] ?? 0) + how.gap) + height;
    upper[id] = top;
    blocks.push({ layer, depth: depth[id] ?? 0, x: start * pitch, y: top, width: wide * pitch - GUTTER, height });
    const ended = ends.get(id) ?? [];
    ended.forEach((image, i) => {
      caps.push({ image, x: (start + i) * pitch, y: top + LINE.gap + CAP, width: pitch - GUTTER });
    });
    free[id] = start + ended.length;
  }
  for (const image of ends.get(null) ?? []) caps.push({ image, x: bases++ * pitch, y: CAP, width: pitch - GUTTER });
  const height = Math.max(0, ...caps.map(({ y }) => y));
  return {
    // Until here heights were counted from the floor.
    blocks: blocks.map((block) => ({ ...block, y: height - block.y })),
    caps: caps.map((cap) => ({ ...cap, y: height - cap.y })),
    width: Math.max(0, bases * pitch - GUTTER),
    height,
  };
}

/**
 * Bytes have the height that is theirs, above the least; as the least ones add up, the largest stack may have to be drawn taller.
 * @param tops layers that images end with
 */
function measure(layers: SharedLayer[], tops: (number | null)[]): Measure {
  const most = Math.max(1, ...stacks(layers, tops, { ...HAIR, scale: 0 }).map(({ bytes }) => bytes));
  for (const least of [LINE, THIN, HAIR])
    for (let height = TALL; height <= TALLEST; height *= TALLER) {
      const how = { ...least, scale: height / most };
      if (truthful(stacks(layers, tops, how), how)) return how;
    }
  return { ...HAIR, scale: TALLEST / most };
}

const tall = ({ stored }: SharedLayer, { least, scale }: Measure) => Math.max(least, Math.round(stored * scale));

/** Bytes and height of each stack. */
function stacks(layers: SharedLayer[], tops: (number | null)[], how: Measure) {
  const sum: { bytes: number; height: number }[] = [];
  for (const layer of layers) {
    const below = layer.parent === null ? undefined : sum[layer.parent];
    const height = tall(layer, how) + (below ? how.gap + below.height : 0);
    sum[layer.id] = { bytes: layer.stored + (below?.bytes ?? 0), height };
  }
  return tops.flatMap((top) => (top === null ? [] : (sum[top] ?? [])));
}

/** No stack is lower than one of fewer bytes; what is less than a layer's least height is no difference. */
function truthful(all: { bytes: number; height: number }[], { least, scale }: Measure) {
  const sorted = all.toSorted((a, b) => a.bytes - b.bytes);
  let fewer = 0;
  let tallest = 0;
  return sorted.every(({ bytes, height }) => {
    for (let at = sorted[fewer]; at && (bytes - at.bytes) * scale >= least; at = sorted[++fewer])
      tallest = Math.max(tallest, at.height);
    return height >= tallest;
  });
}

/**
 * A letter for each content that is stored at more than one place: A, B, … Z, AA.
 * @returns by diff_id
 */
export function twins(layers: SharedLayer[]): Map<string, string> {
  const letters: Map<string, string> = new Map();
  for (const { diffId, same } of layers) {
    if (same.length === 0 || diffId === null || letters.has(diffId)) continue;
    const n = letters.size;
    letters.set(
      diffId,
      (n >= 26 ? String.fromCharCode(64 + Math.floor(n / 26)) : "") + String.fromCharCode(65 + (n % 26)),
    );
  }
  return letters;
}
