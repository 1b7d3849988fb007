// Key names under layouts and input methods, and the characters that a person has turned off.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ariaKey, isSingle, keyLabel, nameOf, type Press, pressed, typing } from "./keys.ts";
import { store } from "./store.ts";
import "./settings.state.ts";

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, code: string, more: Partial<Press> = {}): Press => ({ ...NONE, key, code, ...more });
const field = { matches: () => true };
const row = { matches: () => false };
/** An event, as far as it is looked at. */
const event = (one: Press, target: object, isComposing = false) =>
  ({ ...one, target, isComposing }) as unknown as KeyboardEvent;

beforeEach(() => store.set({ singleKeys: true }));

test("a letter is its character, whatever Caps Lock says", () => {
  assert.equal(nameOf(press("n", "KeyN")), "n");
  assert.equal(nameOf(press("N", "KeyN")), "n");
  assert.equal(nameOf(press("N", "KeyN", { shiftKey: true })), "Shift+n");
});

test("a Hangul letter is the Latin letter of its key", () => {
  assert.equal(nameOf(press("ㅗ", "KeyH")), "h");
  assert.equal(nameOf(press("ㅛ", "KeyY", { ctrlKey: true })), "Mod+y");
  assert.equal(nameOf(press("ㅉ", "KeyW", { shiftKey: true })), "Shift+w");
  assert.equal(nameOf(press("Process", "KeyK", { ctrlKey: true })), "Mod+k");
  assert.equal(nameOf(press("Process", "KeyH")), "h");
});

test("Cyrillic and Greek letters, too", () => {
  assert.equal(nameOf(press("т", "KeyN")), "n");
  assert.equal(nameOf(press("λ", "KeyL")), "l");
});

test("other Latin layouts keep their letters", () => {
  assert.equal(nameOf(press("a", "KeyQ")), "a"); // AZERTY
  assert.equal(nameOf(press("n", "KeyL")), "n"); // Dvorak
  assert.equal(nameOf(press("ö", "Semicolon")), "ö");
  assert.equal(nameOf(press("é", "Digit2")), "é");
});

test("what only the input method knows has no name", () => {
  assert.equal(nameOf(press("Process", "Digit1")), "");
  assert.equal(nameOf(press("Dead", "BracketLeft")), "");
});

test("a symbol has its Shift in itself, a named key is named", () => {
  assert.equal(nameOf(press("?", "Slash", { shiftKey: true })), "?");
  assert.equal(nameOf(press(" ", "Space")), "Space");
  assert.equal(nameOf(press("ArrowUp", "ArrowUp", { shiftKey: true })), "ArrowUp");
  assert.equal(nameOf(press("Z", "KeyZ", { metaKey: true, shiftKey: true })), "Mod+Shift+z");
});

test("single characters are kept apart from the rest", () => {
  for (const name of ["n", "?", "/", "*", "Shift+n"]) assert.ok(isSingle(name), name);
  for (const name of ["Space", "Escape", "Mod+k", "F2", "Delete", ""]) assert.ok(!isSingle(name), name);
});

test("in a field a character is text, Escape and Ctrl+K are keys", () => {
  assert.ok(typing(field as unknown as EventTarget));
  assert.ok(!typing(null));
  assert.equal(pressed(event(press("n", "KeyN"), field)), "");
  assert.equal(pressed(event(press("Escape", "Escape"), field)), "Escape");
  assert.equal(pressed(event(press("k", "KeyK", { ctrlKey: true }), field)), "Mod+k");
  assert.equal(pressed(event(press("n", "KeyN"), row)), "n");
});

test("a composition in a field keeps its keys, Enter and arrows included", () => {
  for (const one of [press("Enter", "Enter"), press("ArrowDown", "ArrowDown"), press("Process", "KeyK")])
    assert.equal(pressed(event(one, field, true)), "");
  assert.equal(pressed(event(press("Process", "KeyH"), field)), "");
  assert.equal(pressed(event(press("ㅗ", "KeyH"), row)), "h");
});

test("single characters can be turned off; the rest stays", () => {
  store.set({ singleKeys: false });
  assert.equal(pressed(event(press("n", "KeyN"), row)), "");
  assert.equal(pressed(event(press("ㅜ", "KeyN"), row)), "");
  assert.equal(pressed(event(press("?", "Slash", { shiftKey: true }), row)), "");
  assert.equal(pressed(event(press("k", "KeyK", { ctrlKey: true }), row)), "Mod+k");
  assert.equal(pressed(event(press("ArrowDown", "ArrowDown"), row)), "ArrowDown");
  assert.equal(pressed(event(press(" ", "Space"), row)), "Space");
});

test("keys are shown as keyboards label them", () => {
  assert.equal(keyLabel("n"), "n");
  assert.equal(keyLabel("Mod+Shift+z"), "Ctrl+Shift+Z");
  assert.equal(keyLabel("ArrowUp"), "↑");
  assert.equal(ariaKey("Mod+k"), "Control+k");
});
