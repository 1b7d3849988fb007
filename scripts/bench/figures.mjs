// From measured numbers to percentiles, medians and the words of a table.

/** @param {number[]} values */
export const p95 = (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[half] ?? Number.NaN) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/**
 * The median over the rounds, for each figure.
 * @template {string} K
 * @param {Record<K, number>[]} runs
 * @returns {Record<K, number>}
 */
export function medians(runs) {
  const keys = /** @type {K[]} */ (Object.keys(runs[0] ?? {}));
  return /** @type {Record<K, number>} */ (
    Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))]))
  );
}

/** @param {number} value milliseconds */
export const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
/** @param {number} value bytes */
export const mb = (value) => (value > 0 ? `${(value / 1e6).toFixed(1)} MB` : "unknown");
/** @param {number} value @param {number} other */
export const ratio = (value, other) => (other > 0 ? (value / other).toFixed(2) : "unknown");

/**
 * A Markdown table, its columns aligned.
 * @param {string[][]} rows the first one is the head
 */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    `| ${widths.map((width, i) => (i ? (row[i] ?? "").padStart(width) : (row[i] ?? "").padEnd(width))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => "-".repeat(width + 1) + (i ? ":" : "-")).join("|")}|`;
  const [head, ...body] = rows.map(line);
  return [head, rule, ...body].join("\n");
}
