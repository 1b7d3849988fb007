// Stacks that grow from common trunks: where each stored layer and each image's name stands in the drawing, in pixels from its top left.

/** @import { Sharing, SharedLayer } from "../types.images.d.ts" */

/** @typedef {{ layer: SharedLayer, depth: number, x: number, y: number, width: number, height: number }} Block  depth 0 = a base */
/** @typedef {{ image: number, x: number, y: number, width: number }} Cap  an image's name, on its top layer */

/** A layer of no bytes is still a line to read. */
const LEAST = 20;
/** What the bytes of the largest stack measure, so that a drawing of few layers and one of many fit a screen alike. */
const TALL = 340;
const TALL_LEAST = 120;
const GAP = 3;
const GUTTER = 10;
export const CAP = 38;
/** Width of an image's column: as wide as there is room for, within these. */
const NARROWEST = 112;
const WIDEST = 300;

/**
 * Every image has a column; a layer is as wide as all columns of the images that contain it.
 * @param {Sharing} sharing
 * @param {number} room width that there is
 * @returns {{ blocks: Block[], caps: Cap[], width: number, height: number }}
 */
export function trunks({ layers, images }, room) {
  /** @type {Map<number | null, number[]>} images by the layer they end with; null = images without layers */
  const ends = new Map();
  for (const { image, top } of images) ends.set(top, [...(ends.get(top) ?? []), image]);
  // Parents stand before their children: from behind, a layer's columns are known before its parent's.
  const columns = layers.map(({ id }) => ends.get(id)?.length ?? 0);
  for (const { id, parent } of layers.toReversed())
    if (parent !== null) columns[parent] = (columns[parent] ?? 0) + (columns[id] ?? 0);
  const pitch = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(room / Math.max(1, images.length))));
  const { bytes, deepest } = sums(layers);
  const scale = Math.max(TALL_LEAST, TALL - deepest * LEAST) / Math.max(1, bytes);
  /** @type {number[]} the column that is free next above a layer */
  const free = [];
  /** @type {number[]} */
  const depth = [];
  /** @type {number[]} how far a layer's upper edge is above the floor */
  const upper = [];
  let bases = 0;
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Cap[]} */
  const caps = [];
  for (const layer of layers) {
    const { id, parent } = layer;
    const wide = columns[id] ?? 0;
    const start = parent === null ? bases : (free[parent] ?? 0);
    if (parent === null) bases += wide;
    else free[parent] = start + wide;
    const height = Math.max(LEAST, Math.round(layer.stored * scale));
    depth[id] = parent === null ? 0 : (depth[parent] ?? 0) + 1;
    const top = (parent === null ? 0 : (upper[parent] ?? 0) + GAP) + height;
    upper[id] = top;
    blocks.push({ layer, depth: depth[id] ?? 0, x: start * pitch, y: top, width: wide * pitch - GUTTER, height });
    const ended = ends.get(id) ?? [];
    ended.forEach((image, i) => {
      caps.push({ image, x: (start + i) * pitch, y: top + GAP + CAP, width: pitch - GUTTER });
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

/** Bytes of the largest stack, layers of the deepest. @param {SharedLayer[]} layers */
function sums(layers) {
  /** @type {{ bytes: number, depth: number }[]} */
  const sum = [];
  const most = { bytes: 0, deepest: 0 };
  for (const { id, parent, stored } of layers) {
    const below = parent === null ? undefined : sum[parent];
    const here = { bytes: stored + (below?.bytes ?? 0), depth: 1 + (below?.depth ?? 0) };
    sum[id] = here;
    most.bytes = Math.max(most.bytes, here.bytes);
    most.deepest = Math.max(most.deepest, here.depth);
  }
  return most;
}

/** A letter for each content that is stored at more than one place: A, B, … Z, AA. @param {SharedLayer[]} layers @returns {Map<string, string>} by diff_id */
export function twins(layers) {
  /** @type {Map<string, string>} */
  const letters = new Map();
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
