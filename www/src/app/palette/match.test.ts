// The palette's matching: English and Korean labels, initial consonants, and letters typed under the wrong input method.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, match } from "./match.ts";
import { typed } from "./typed.ts";

const item = (ko: string, en: string, group = "") => ({ labels: [ko, en], group });
const ITEMS = [
  item("도움말", "Help", "어디서나"),
  item("다른 아카이브 열기", "Open another archive", "어디서나"),
  item("레이어 표를 CSV로 저장", "Save the layers as CSV", "내보내기"),
  item("파일 표를 CSV로 저장", "Save the files as CSV", "내보내기"),
  item("트리맵으로 보기", "Show as a treemap", "파일"),
];
const first = (query: string) => match(ITEMS, query)[0]?.labels[1];
const all = (query: string) => match(ITEMS, query).map(({ labels }) => labels[1]);

test("text becomes the keys that type it", () => {
  assert.deepEqual(typed("도움말"), { keys: "ehdnaakf", starts: [2, 0, 1, 0, 0, 1, 0, 0] });
  assert.equal(typed("값과 왜").keys, "rkqtrhkdho");
  assert.equal(typed("ㄳㅘ").keys, "rthk");
  assert.deepEqual(typed("Open: a 2nd").starts, [2, 0, 0, 0, 2, 2, 0, 0]);
});

test("an empty query keeps everything in its order", () => {
  assert.equal(match(ITEMS, "  ").length, ITEMS.length);
  assert.deepEqual(match(ITEMS, "")[0], ITEMS[0]);
});

test("beginnings of words find a label", () => {
  assert.equal(first("oa"), "Open another archive");
  assert.equal(first("open arch"), "Open another archive");
  assert.equal(first("map"), "Show as a treemap");
});

test("words may come in any order, and name the group", () => {
  assert.equal(first("csv files"), "Save the files as CSV");
  assert.deepEqual(all("내보내기 레이어"), ["Save the layers as CSV"]);
});

test("scattered letters find nothing", () => {
  assert.deepEqual(all("hlp"), []);
  assert.deepEqual(all("xyz"), []);
  assert.deepEqual(all("?!"), []);
});

test("Korean: syllables, initial consonants, and a syllable that is still being typed", () => {
  assert.equal(first("도움말"), "Help");
  assert.equal(first("ㄷㅇㅁ"), "Help");
  assert.equal(first("ㄹㅇㅇ"), "Save the layers as CSV");
  for (const typing of ["ㄹ", "레", "렝", "레이", "레잉", "레이어"])
    assert.ok(all(typing).includes("Save the layers as CSV"), typing);
  assert.equal(first("트리맵"), "Show as a treemap");
});

test("letters that the other input method took are found", () => {
  assert.equal(first("ㅗ디ㅔ"), "Help"); // "help" in Hangul
  assert.equal(first("ehdna"), "Help"); // "도움" in Latin letters
});

test("whole beginnings go before jumps", () => {
  const whole = fit("open", typed("Open another archive"));
  const jumps = fit("open", typed("Old paths, every node"));
  assert.ok(whole !== null && jumps !== null && whole > jumps);
  assert.ok((fit("csv", typed("CSV")) ?? 0) > (fit("csv", typed("Save the files as CSV")) ?? 0));
});
