// JSON with its lines broken and indented. Nothing of it is changed but the white space between its parts: numbers of any
// length, doubled keys and their order stay as they were written.

const STEP = "  ";
/** Deeper than this, lines are indented no further: a megabyte of brackets would become a terabyte of spaces. */
const DEEPEST = 40;
/** Brackets with nothing between them, signs, strings to their closing quote, and whatever else has no sign in it. */
const PART = /\{\s*\}|\[\s*\]|[{}[\]:,]|"(?:[^"\\]|\\.)*"|[^\s{}[\]:,"]+/gs;

/** @returns null when it is no JSON */
export function pretty(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let depth = 0;
  const line = () => `\n${STEP.repeat(Math.min(depth, DEEPEST))}`;
  const parts = [];
  for (const [part] of text.matchAll(PART)) {
    if (part === "{" || part === "[") {
      depth++;
      parts.push(part, line());
    } else if (part === "}" || part === "]") {
      depth--;
      parts.push(line(), part);
    } else if (part === ",") parts.push(part, line());
    else if (part === ":") parts.push(": ");
    else parts.push(/^[[{]/.test(part) ? part.replace(/\s+/, "") : part);
  }
  return `${parts.join("")}\n`;
}
