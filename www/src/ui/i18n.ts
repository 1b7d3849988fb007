// The page's language, remembered where the browser allows it, and every visible word through t().
//
// Sentences that reports and the command line say, too, stand in src/messages (catalogue.ts); the page's own words in en.ts and ko.ts of
// each feature, which adds them here.

import type { SharedKey } from "./catalogue.ts";
import { render, shared } from "./catalogue.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

export type Language = "en" | "ko";

/** The page's own texts by key, in English. Every feature adds its own to this declaration. */
export interface Texts extends Readonly<typeof en> {}

/** The same texts in another language. */
export type Dictionary<T> = { [K in keyof T]: T[K] extends string ? string : T[K] };

export type Key = keyof Texts | SharedKey;
/** Parameters of a text that data chooses. */
export type Values = Readonly<Record<string, unknown>>;

type Own<K extends keyof Texts> = K extends unknown ? (Texts[K] extends (p: infer P) => string ? P : never) : never;
type Both<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
/** The parameters of a text; of several keys, the parameters of all of them. */
type Params<K extends Key> = [K] extends [SharedKey]
  ? [params?: Values]
  : [Own<Extract<K, keyof Texts>>] extends [never]
    ? []
    : [params: Both<Own<Extract<K, keyof Texts>>>];
/** The keys of texts that take no parameters. */
export type PlainKey = { [K in keyof Texts]: Texts[K] extends string ? K : never }[keyof Texts];

type Entries = Record<string, string | ((p: never) => string)>;
const dictionaries: Record<Language, Entries> = { en: { ...en }, ko: { ...ko } };
const STORED_AS = "layerscope.language";

let language: Language = "en";

/** Adds a feature's texts. */
export function addTexts<T extends Entries>(english: T, korean: Dictionary<T>) {
  Object.assign(dictionaries.en, english);
  Object.assign(dictionaries.ko, korean);
}

/** Reads a setting; a page opened from a file may be refused its storage. */
export function remembered(key: string) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it holds for this visit only.
  }
}

/** The language chosen before, else the browser's. */
export function preferredLanguage(): Language {
  const stored = remembered(STORED_AS);
  if (stored === "en" || stored === "ko") return stored;
  for (const tag of navigator.languages) {
    if (tag.startsWith("ko")) return "ko";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/** @param keep remember it for the next visit */
export function setLanguage(next: Language, keep = false) {
  language = next;
  document.documentElement.lang = next;
  if (keep) remember(STORED_AS, next);
}

export const currentLanguage = () => language;

/** The person's own locale when it speaks the page's language, so that dates look as they are used to. */
export function locale() {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}

/** The text of a key that the program builds from data, such as a kind of problem. Undefined: the key has no text. */
export function textOf(key: string, values: object = {}, of: Language = language): string | undefined {
  const common = render(shared[of], key, values as Values);
  if (common !== undefined) return common;
  const own = dictionaries[of];
  const text = Object.hasOwn(own, key) ? own[key] : undefined;
  return typeof text === "function" ? text(values as never) : text;
}

/** A text in the page's language, with its parameters. */
export function t<K extends Key>(key: K, ...[params]: Params<K>): string {
  return textOf(key, params as object | undefined) ?? key;
}

/** The texts of one language, whichever the page has. */
export type Say = typeof t;
export const say =
  (of: Language): Say =>
  (key, ...[params]) =>
    textOf(key, params as object | undefined, of) ?? key;
