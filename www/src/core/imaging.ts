// An image as the archive that engines load: what lies in opened files stays there as slices of them.

import { problem } from "./problem.js";

/** @import { ProblemInfo } from "../pkg/layerscope.js" */
/** @import { Home } from "./home.js" */
/** @import { ReadArgs } from "./reading.js" */

/** @typedef {{ home: Home, files: File[], run: (call: "stored", args: ReadArgs<"stored">) => Promise<ProblemInfo[]>, onChunk: (chunk: Blob) => void, begin: (bytes: number) => void }} Tools */

/** @param {number} image @param {Tools} tools @returns {Promise<ProblemInfo[]>} */
export async function writeImage(image, { home, files, run, onChunk, begin }) {
  const parts = await home.call("saveImage", image);
  begin(parts.reduce((sum, part) => sum + ("bytes" in part ? part.bytes.length : part.len), 0));
  /** @type {ProblemInfo[]} */
  const problems = [];
  for (const part of parts) {
    if ("bytes" in part) onChunk(new Blob([part.bytes]));
    else if ("plan" in part) problems.push(...(await run("stored", [files, part.plan])));
    else {
      const file = files[part.file];
      if (!file) throw problem("internal", "There is no such file among those opened.");
      onChunk(file.slice(part.offset, part.offset + part.len));
    }
  }
  // A layer that can't be read whole makes no archive that an engine would load.
  const [first] = problems;
  if (first) throw first;
  return problems;
}
