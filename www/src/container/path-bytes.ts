// Paths as the page shows them → the bytes they stand for: the inverse of what src/text.rs does, for what goes back to the core.

import type { PathBytes } from "../../pkg/layerscope.js";

const CONTROLS = { "\\": 92, a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 } as Record<string, number>;
const ESCAPE = /\\(?:([0-7]{3})|([\\abtnvfr]))/g;

export function pathBytes(shown: string): PathBytes {
  if (!shown.includes("\\")) return shown;
  const encoder = new TextEncoder();
  const parts = [];
  let at = 0;
  for (const found of shown.matchAll(ESCAPE)) {
    parts.push(...encoder.encode(shown.slice(at, found.index)));
    const [all, octal, letter = ""] = found;
    parts.push(octal ? Number.parseInt(octal, 8) & 255 : (CONTROLS[letter] ?? 92));
    at = found.index + all.length;
  }
  return new Uint8Array([...parts, ...encoder.encode(shown.slice(at))]);
}

/** A name that people or their system gave, as the page shows paths. */
export const shownName = (name: string) => name.replaceAll("\\", "\\\\");

/** The directory that holds a path, with its slash. */
export const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1) || "/";
