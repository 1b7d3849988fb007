// The terms that the page links to their meaning, by their names in docs/glossary.md.

export const LINKED = [
  "layer",
  "dead bytes",
  "whiteout",
  "opaque directory",
  "copy-up",
  "diff_id",
  "chain id",
  "digest",
] as const;

export type LinkedTerm = (typeof LINKED)[number];
