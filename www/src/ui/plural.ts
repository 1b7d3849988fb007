// English plurals.

/** "1 layer", "2 layers". @param {string | number} n as it is shown @param {string} one @param {string} [many] */
export const s = (n, one, many = `${one}s`) => `${n} ${String(n) === "1" ? one : many}`;
