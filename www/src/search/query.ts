// The query as text: its words, and one field's value put in, changed or taken out. What it means only the core knows.

/** A word of a query; from and to are where it stands. */
export type Word = { field: string; value: string; not: boolean; from: number; to: number };

export function words(query: string): Word[] {
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

/** The word that says what a field must be. */
const wordOf = (query: string, field: string) => words(query).find((word) => word.field === field && !word.not);

/** The value that a query has for a field, or "". */
export const fieldOf = (query: string, field: string) => wordOf(query, field)?.value ?? "";

/** The query with another value for a field; "" takes it out. */
export function withField(query: string, field: string, value: string) {
  const text = value.replaceAll('"', "").trim();
  const word = text && `${field}:${/\s/.test(text) ? `"${text}"` : text}`;
  const old = wordOf(query, field);
  const [before, after] = old ? [query.slice(0, old.from), query.slice(old.to)] : [query, ""];
  return [before.trim(), word, after.trim()].filter(Boolean).join(" ");
}

/** From and to of a range or comparison, "" where it is open. */
export function bounds(value: string) {
  const range = /^(.*)\.\.(.*)$/.exec(value);
  if (range) return { from: range[1] ?? "", to: range[2] ?? "" };
  const compared = /^([<>])=?(.*)$/.exec(value);
  if (!compared) return { from: value, to: value };
  const [, sign, point = ""] = compared;
  return sign === ">" ? { from: point, to: "" } : { from: "", to: point };
}

/** The range that has these ends. */
export function range({ from, to }: { from: string; to: string }) {
  if (from && to) return from === to ? from : `${from}..${to}`;
  if (from) return `>=${from}`;
  return to ? `<=${to}` : "";
}
