// The texts of a file that people read: comments and string literals of code, prose of Markdown, string values of JSON.

/** One line of text. `opening`: a comment begins here. @typedef {{ line: number, text: string, opening: boolean }} Piece */

/** Code between backticks is no prose. @param {string} text */
const withoutCode = (text) => text.replace(/`[^`\n]*`/g, "`…`");

/** @param {string} path @param {string} source @returns {Piece[]} */
export function proseOf(path, source) {
  if (path.endsWith(".md")) return ofMarkdown(source);
  if (path.endsWith(".json")) return ofJson(source);
  return ofCode(source, path.endsWith(".rs"));
}

/** Everything but fenced code. @param {string} source @returns {Piece[]} */
function ofMarkdown(source) {
  let fenced = false;
  return source.split("\n").flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) {
      fenced = !fenced;
      return [];
    }
    return fenced ? [] : [{ line: index + 1, text: withoutCode(text).trim(), opening: false }];
  });
}

/** @param {string} source @returns {Piece[]} */
function ofJson(source) {
  return source.split("\n").flatMap((row, index) =>
    [...row.matchAll(/"((?:[^"\\]|\\.)*)"(?!\s*:)/g)].map(([, text]) => {
      return { line: index + 1, text: withoutCode(text ?? ""), opening: false };
    }),
  );
}

/**
 * Comments and string literals, a piece a line. A run of line comments is one comment: only its first line is an opening.
 * @param {string} source @param {boolean} rust @returns {Piece[]}
 */
function ofCode(source, rust) {
  const token = rust
    ? /\/\/[^\n]*|\/\*[\s\S]*?\*\/|r(#*)"[\s\S]*?"\1|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\\n]|\\[^\n]{1,8}?)'/g
    : /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|(?<=(?:^|[(,=:[!&|?{};+\n]|\breturn|=>)[ \t]*)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;
  /** @type {Piece[]} */
  const pieces = [];
  let [line, counted, commentOn] = [1, 0, 0];
  for (const match of source.matchAll(token)) {
    const text = match[0];
    line += source.slice(counted, match.index).split("\n").length - 1;
    counted = match.index;
    const comment = text.startsWith("//") || text.startsWith("/*");
    if (!comment && text.startsWith("/")) continue; // a regular expression
    const opening = comment && line !== commentOn + 1;
    text.split("\n").forEach((row, index) => {
      const bare = row.replace(/^\s*(?:\/\/[/!]?|\/\*+|\*(?!\/))?\s?/, "").replace(/\s*\*\/$/, "");
      const said = rust || comment ? withoutCode(bare) : bare;
      pieces.push({ line: line + index, text: said.trim(), opening: opening && index === 0 });
    });
    if (comment) commentOn = line + text.split("\n").length - 1;
  }
  return pieces;
}
