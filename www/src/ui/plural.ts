// English plurals.

/**
 * "1 layer", "2 layers".
 * @param n as it is shown
 */
export const s = (n: string | number, one: string, many: string = `${one}s`) =>
  `${n} ${String(n) === "1" ? one : many}`;
