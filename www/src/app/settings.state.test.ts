// The settings outlive files, and a choice is remembered for the next visit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fresh, store } from "./testing/page.ts";

const kept = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  },
});
const { chooseLanguage, chooseTheme, setSingleKeys } = await import("./actions.ts");

test("theme, language and single keys stay when another file is opened, and are remembered", () => {
  chooseTheme("dark");
  setSingleKeys(false);
  chooseLanguage("ko");
  fresh();
  const { theme, singleKeys, language } = store.state;
  assert.deepEqual([theme, singleKeys, language], ["dark", false, "ko"]);
  assert.equal(kept.get("layerscope.theme"), "dark");
  assert.equal(kept.get("layerscope.singleKeys"), "off");
  chooseLanguage("en");
});

test("a language that is chosen takes away what was said in the other one", () => {
  store.set({ notice: "Copied" });
  chooseLanguage("ko");
  assert.equal(store.state.notice, "");
  chooseLanguage("en");
});
