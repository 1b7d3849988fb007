// The query as text: its words, and one field's value put in, changed or taken out. What it means only the core knows.

/** A word of a query; from and to are where it stands. @typedef {{ field: string, value: string, not: boolean, from: number, to: number }} Word */

/** @param {string} query @returns {Word[]} */
export function words(query) {
  return [...query.matchAll(/(?:"[^"]*(?:"|$)|[^\s"])+/g)].map((found) => {
    const [raw] = found;
    const not = raw.startsWith("-");
    const body = not ? raw.slice(1) : raw;
    const named = /^([a-z]+):/.exec(body);
    const rest = named ? body.slice(named[0].length) : body;
    // A bare comparison is one of sizes.
    const field = named?.[1] ?? (/^[<>]/.test(body) ? "size" : "");
    return { field, value: rest.replaceAll('"', ""), not, from: found.index, to: found.index + raw.length };
  });
}

/** The word that says what a field must be. @param {string} query @param {string} field */
const wordOf = (query, field) => words(query).find((word) => word.field === field && !word.not);

/** What a field must be, or "". @param {string} query @param {string} field */
export const fieldOf = (query, field) => wordOf(query, field)?.value ?? "";

/**
 * The query with another value for a field; "" takes it out.
 * @param {string} query
 * @param {string} field
 * @param {string} value
 */
export function withField(query, field, value) {
  const text = value.replaceAll('"', "").trim();
  const word = text && `${field}:${/\s/.test(text) ? `"${text}"` : text}`;
  const old = wordOf(query, field);
  const [before, after] = old ? [query.slice(0, old.from), query.slice(old.to)] : [query, ""];
  return [before.trim(), word, after.trim()].filter(Boolean).join(" ");
}

/** From and to of a range or comparison, "" where it is open. @param {string} value */
export function bounds(value) {
  const range = /^(.*)\.\.(.*)$/.exec(value);
  if (range) return { from: range[1] ?? "", to: range[2] ?? "" };
  const compared = /^([<>])=?(.*)$/.exec(value);
  if (!compared) return { from: value, to: value };
  const [, sign, point = ""] = compared;
  return sign === ">" ? { from: point, to: "" } : { from: "", to: point };
}

/** The range that has these ends. @param {{ from: string, to: string }} ends */
export function range({ from, to }) {
  if (from && to) return from === to ? from : `${from}..${to}`;
  if (from) return `>=${from}`;
  return to ? `<=${to}` : "";
}
