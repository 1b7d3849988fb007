// The item that a key leads to in a list that goes round: tabs lie side by side, the items of a menu below each other.

/** The keys that go back and on. */
export const ACROSS = ["ArrowLeft", "ArrowRight"] as const;
export const DOWN = ["ArrowUp", "ArrowDown"] as const;

/** The index that a key leads to; undefined for another key, or for no items. `at` is -1 while no item has the focus. */
export function stepTo(name: string, at: number, count: number, [back, on]: readonly [string, string]) {
  if (count === 0) return undefined;
  if (name === on) return (at + 1) % count;
  if (name === back) return at > 0 ? at - 1 : count - 1;
  if (name === "Home") return 0;
  return name === "End" ? count - 1 : undefined;
}
