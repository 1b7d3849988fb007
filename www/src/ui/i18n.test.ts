// The page's language and its texts: which one is chosen, keys with parameters, keys that are not there.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  addTexts,
  currentLanguage,
  locale,
  preferredLanguage,
  remember,
  remembered,
  setLanguage,
  t,
  textOf,
} from "./i18n.ts";
import { documentLanguage, speaks } from "./testing/browser.ts";

/** @param refused the browser gives a page that was opened from a file no storage */
function storage(refused = false) {
  const kept = new Map<string, string>();
  const get = () => {
    if (refused) throw new Error("SecurityError");
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    };
  };
  Object.defineProperty(globalThis, "localStorage", { get, configurable: true });
  return kept;
}

const english = { "test.plain": "Plain", "test.of": (p: { n: string }) => `Of ${p.n}`, "test.only": "English only" };
const korean = { "test.plain": "평범", "test.of": (p: { n: string }) => `${p.n}의` };

/** Keys of the test are not the page's. */
const say = t as (key: string, params?: object) => string;

addTexts(english, korean as typeof english);
afterEach(() => {
  speaks("en-US");
  setLanguage("en");
});

test("a key gives the text of the page's language, with its parameters", () => {
  assert.deepEqual([say("test.plain"), say("test.of", { n: "3" })], ["Plain", "Of 3"]);
  setLanguage("ko");
  assert.deepEqual([say("test.plain"), say("test.of", { n: "3" })], ["평범", "3의"]);
  assert.equal(documentLanguage(), "ko");
  assert.equal(currentLanguage(), "ko");
});

test("a key that has no text is shown as it is, also where another language has one", () => {
  assert.equal(say("test.nowhere"), "test.nowhere");
  assert.equal(textOf("test.nowhere"), undefined);
  assert.equal(textOf("constructor"), undefined);
  setLanguage("ko");
  assert.equal(say("test.only"), "test.only");
});

test("texts of the shared catalogue come with their parameters, a missing one as a question mark", () => {
  assert.equal(t("problem.byteInLayer", { n: "512" }), "byte 512 of the layer’s tar");
  assert.equal(t("problem.byteInLayer"), "byte ? of the layer’s tar");
  setLanguage("ko");
  assert.match(t("problem.byteInLayer", { n: "512" }), /512/);
  assert.notEqual(t("problem.byteInLayer", { n: "512" }), "byte 512 of the layer’s tar");
});

test("the language is the one chosen before, else the browser's first that the page speaks, else English", () => {
  const kept = storage();
  const prefers = (...languages: string[]) => {
    speaks(...languages);
    return preferredLanguage();
  };
  assert.deepEqual(
    [prefers("fr", "ko-KR", "en"), prefers("fr", "en-GB", "ko"), prefers("fr", "de")],
    ["ko", "en", "en"],
  );
  setLanguage("ko", true);
  assert.equal(prefers("en"), "ko");
  kept.set("layerscope.language", "tlh");
  assert.equal(prefers("en"), "en");
});

test("without storage a setting holds for the visit", () => {
  storage(true);
  remember("layerscope.theme", "dark");
  assert.equal(remembered("layerscope.theme"), null);
  setLanguage("ko", true);
  assert.equal(currentLanguage(), "ko");
});

test("dates follow the person's own locale where it speaks the page's language", () => {
  speaks("fr-FR", "en-GB", "en-US");
  assert.equal(locale(), "en-GB");
  setLanguage("ko");
  assert.equal(locale(), "ko");
});
