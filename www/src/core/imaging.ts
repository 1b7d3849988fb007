// An image as the archive that engines load: what lies in opened files stays there as slices of them.

import type { ProblemInfo } from "../../pkg/layerscope.js";
import type { Home } from "./home.ts";
import { problem } from "./problem.ts";
import type { ReadArgs } from "./reading.ts";

export type Tools = {
  home: Home;
  files: File[];
  run: (call: "stored", args: ReadArgs<"stored">) => Promise<ProblemInfo[]>;
  onChunk: (chunk: Blob) => void;
  begin: (bytes: number) => void;
};

export async function writeImage(image: number, { home, files, run, onChunk, begin }: Tools): Promise<ProblemInfo[]> {
  const parts = await home.call("saveImage", image);
  begin(parts.reduce((sum, part) => sum + ("bytes" in part ? part.bytes.length : part.len), 0));
  const problems: ProblemInfo[] = [];
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
