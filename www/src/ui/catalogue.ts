// The catalogue that page, reports and command line share, read by the rules of src/messages: placeholders, plurals, references.

import english from "../../../src/messages/en.json" with { type: "json" };
import korean from "../../../src/messages/ko.json" with { type: "json" };

export type Entry = string | { one: string; other: string } | { same: string };
export type SharedKey = keyof typeof english;

export const shared: { en: Record<SharedKey, Entry>; ko: Record<SharedKey, Entry> } = { en: english, ko: korean };

/** Puts parameters in; "?" where one is missing. */
const fill = (template: string, parameters: Record<string, unknown>) =>
  template.replace(/\{([^}]*)\}/g, (_, name) => String(parameters[name] ?? "?"));

/** The text of an entry with its parameters put in. */
export function render(
  entries: Record<string, Entry>,
  key: string,
  parameters: Record<string, unknown>,
): string | undefined {
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
  if (typeof entry === "string") return fill(entry, parameters);
  if (!entry) return undefined;
  if ("same" in entry) return render(entries, entry.same, parameters);
  return fill(String(parameters.n) === "1" ? entry.one : entry.other, parameters);
}
