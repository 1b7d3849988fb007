// The catalogue that page, reports and command line share, read by the rules of src/messages: placeholders, plurals, references.

import english from "../../src/messages/en.json" with { type: "json" };
import korean from "../../src/messages/ko.json" with { type: "json" };

/** @typedef {string | { one: string, other: string } | { same: string }} Entry */
/** @typedef {keyof typeof english} SharedKey */

/** @type {{ en: Record<SharedKey, Entry>, ko: Record<SharedKey, Entry> }} */
export const shared = { en: english, ko: korean };

/** Puts parameters in; "?" where one is missing. @param {string} template @param {Record<string, unknown>} parameters */
const fill = (template, parameters) => template.replace(/\{([^}]*)\}/g, (_, name) => String(parameters[name] ?? "?"));

/** The text of an entry with its parameters put in. @param {Record<string, Entry>} entries @param {string} key @param {Record<string, unknown>} parameters @returns {string | undefined} */
export function render(entries, key, parameters) {
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
  if (typeof entry === "string") return fill(entry, parameters);
  if (!entry) return undefined;
  if ("same" in entry) return render(entries, entry.same, parameters);
  return fill(String(parameters.n) === "1" ? entry.one : entry.other, parameters);
}
