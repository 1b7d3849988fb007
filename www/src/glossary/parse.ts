// Reads docs/glossary.md: its sections and the rows of their tables, in both languages.

export interface Entry {
  readonly term: string;
  readonly korean: string;
  readonly text: string;
  readonly koreanText: string;
  /** Where the term comes from; "ours" is Layerscope itself. */
  readonly source: string;
}

export interface Section {
  readonly title: string;
  readonly koreanTitle: string;
  readonly entries: readonly Entry[];
}

/** The section that names only parts of the program. */
const CODE = "In the code";

/** The cells of a table's row, or null on any other line. */
function cells(line: string) {
  return /^\|.*\|$/.test(line)
    ? line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim())
    : null;
}

function entryOf(line: string): Entry[] {
  const [term, korean, text, koreanText, source] = cells(line) ?? [];
  if (!term || term === "term" || /^-+$/.test(term)) return [];
  if (!korean || !text || !koreanText || !source) throw new Error(`docs/glossary.md: a row of ${term} lacks a cell`);
  return [{ term, korean, text, koreanText, source }];
}

/** The sections that the page shows: all but that of the code. */
export function parseGlossary(markdown: string): Section[] {
  const [, ...parts] = markdown.split(/^## /m);
  const sections = parts.map((part) => {
    const [head = "", ...lines] = part.split("\n");
    const [title = "", koreanTitle = ""] = head.split(" · ");
    return { title, koreanTitle, entries: lines.flatMap((line) => entryOf(line.trim())) };
  });
  return sections.filter(({ title }) => title !== CODE);
}

/** The anchor of a term. */
export const anchorOf = (term: string) => `term-${term.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
