// Marks in the browser's performance timeline: when an opening reached what.

const MARKS = ["layerscope:open", "layerscope:stack", "layerscope:tree", "layerscope:verified"] as const;
export type Mark = (typeof MARKS)[number];

export const mark = (name: Mark) => performance.mark(name);

/** Takes away this mark and those of what comes after it. */
export function clearMarks(from: Mark) {
  for (const name of MARKS.slice(MARKS.indexOf(from))) performance.clearMarks(name);
}
