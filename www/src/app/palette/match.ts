// Which commands a few typed letters mean: every word of the query has to fit a label, the best fit comes first.

import { type Typed, typed } from "./typed.ts";

const NEVER = Number.NEGATIVE_INFINITY;
/** Points of a letter that goes on from the one before. */
const NEXT = 4;
/** Points of a letter that begins the syllable or word after the one before: initials are typed so. */
const INITIAL = 3;
/** Points of a letter by its place: within, at the beginning of a syllable, of a word. */
const BEGINS = [0, 2, 5] as const;
/** Longer labels and later places lose a little. */
const LATER = 0.01;
/** The name of the group counts less than the label. */
const GROUP = 0.3;

/** The best way for one letter more: by the ways that end at each place, the ways with the letter. */
function further(letter: string, ways: readonly number[], { keys, starts }: Typed): number[] {
  const next: number[] = [];
  let any = NEVER;
  /** The best way that ends in the syllable or word before. */
  let near = NEVER;
  for (let at = 0; at < keys.length; at++) {
    const begins = starts[at] ?? 0;
    const before = ways[at - 1] ?? NEVER;
    any = Math.max(any, before);
    near = Math.max(near, before);
    const jumped = begins > 0 ? Math.max(any + BEGINS[begins] / 2, near + INITIAL) : NEVER;
    next.push(keys[at] === letter ? Math.max(before + NEXT, jumped) : NEVER);
    if (begins > 0) near = NEVER;
  }
  return next;
}

/**
 * How well a word fits a text, or null. Its letters stand in the text in their order: next to each other, or at beginnings of
 * words and syllables. The first one may stand anywhere.
 */
export function fit(word: string, text: Typed): number | null {
  const [first, ...rest] = word;
  if (first === undefined) return 0;
  const { keys, starts } = text;
  let ways = [...keys].map((key, at) => (key === first ? BEGINS[starts[at] ?? 0] - at * LATER : NEVER));
  for (const letter of rest) ways = further(letter, ways, text);
  const points = Math.max(...ways, NEVER);
  return points === NEVER ? null : points - keys.length * LATER;
}

/** A text to find: the labels in each language, and the group's name. */
export interface Findable {
  readonly labels: readonly string[];
  readonly group: string;
}

/** The best of several fits, or null. */
const best = (word: string, texts: readonly Typed[]): number | null =>
  texts.reduce<number | null>((most, text) => {
    const points = fit(word, text);
    return points === null || (most !== null && most >= points) ? most : points;
  }, null);

/** The items that a query means, the best first; all of them, as they are, where it is empty. */
export function match<T extends Findable>(items: readonly T[], query: string): T[] {
  const words = query
    .trim()
    .split(/\s+/)
    .map((word) => typed(word).keys)
    .filter(Boolean);
  if (words.length === 0) return query.trim() === "" ? [...items] : [];
  const found = items.flatMap((item) => {
    const labels = item.labels.map(typed);
    const group = [typed(item.group)];
    let sum = 0;
    for (const word of words) {
      const inGroup = best(word, group);
      const points = best(word, labels) ?? (inGroup === null ? null : inGroup * GROUP);
      if (points === null) return [];
      sum += points;
    }
    return [{ item, sum }];
  });
  return found.toSorted((a, b) => b.sum - a.sum).map(({ item }) => item);
}
