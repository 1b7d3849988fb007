// The page's language, remembered where the browser allows it, and every visible word through t().
//
// Sentences that reports and the command line say, too, stand in src/messages (catalogue.js); the page's own words in en.js and ko.js.

import { render, shared } from "./catalogue.js";
import { en } from "./en.js";
import { ko } from "./ko.js";

/** @typedef {"en" | "ko"} Language */
/** @import { SharedKey } from "./catalogue.js" */
/** @typedef {keyof typeof en | SharedKey} Key */
/** @typedef {{ [K in keyof typeof en]: (typeof en)[K] extends string ? string : (p: any) => string }} Dictionary */

/** @type {Record<Language, Dictionary>} */
const dictionaries = { en, ko };
const STORED_AS = "layerscope.language";

/** @type {Language} */
let language = "en";

/** Reads a setting; a page opened from a file may be refused its storage. @param {string} key */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it holds for this visit only.
  }
}

/** The language chosen before, else the browser's. @returns {Language} */
export function preferredLanguage() {
  const stored = remembered(STORED_AS);
  if (stored === "en" || stored === "ko") return stored;
  for (const tag of navigator.languages) {
    if (tag.startsWith("ko")) return "ko";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/** @param {Language} next @param {boolean} [keep] remember it for the next visit */
export function setLanguage(next, keep = false) {
  language = next;
  document.documentElement.lang = next;
  if (keep) remember(STORED_AS, next);
}

export const currentLanguage = () => language;

/** The person's own locale when it speaks the page's language, so that dates look as they are used to. */
export function locale() {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}

/**
 * A text in the page's language, with its parameters.
 * @param {Key} key
 * @param {any} [params]
 * @returns {string}
 */
export function t(key, params) {
  const common = render(shared[language], key, params ?? {});
  if (common !== undefined) return common;
  const text = dictionaries[language][/** @type {keyof typeof en} */ (key)];
  // A key that is made of data may have no text: the view shows the key and draws on.
  return typeof text === "function" ? text(params ?? {}) : (text ?? key);
}

/** True where this key has a text: for words that data chooses (kinds of problems, reasons). @param {string} key @returns {key is Key} */
export const has = (key) => Object.hasOwn(en, key) || Object.hasOwn(shared.en, key);
