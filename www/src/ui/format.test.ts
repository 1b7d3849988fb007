// Numbers for people: sizes, exact bytes, shares, dates, in both languages and at the edges between units.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as f from "./format.ts";
import { setLanguage } from "./i18n.ts";
import { speaks } from "./testing/browser.ts";

function korean() {
  speaks("ko-KR", "en-US");
  setLanguage("ko");
}
afterEach(() => {
  speaks("en-US");
  setLanguage("en");
});
/** Intl writes a narrow space before AM. */
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, " ");

test("sizes have three digits and base 1000; a unit ends where it would round to a thousand", () => {
  const sizes: [number, string][] = [
    [0, "0 B"],
    [1, "1 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [1234, "1.23 kB"],
    [12345, "12.3 kB"],
    [999_499, "999 kB"],
    [999_500, "1 MB"],
    [999_999, "1 MB"],
    [633_569_243, "634 MB"],
    [999_499_999, "999 MB"],
    [999_500_000, "1 GB"],
    [1.5e12, "1.5 TB"],
    [2e15, "2 PB"],
    [5e18, "5000 PB"],
  ];
  for (const [bytes, text] of sizes) assert.equal(f.size(bytes), text, String(bytes));
  assert.deepEqual([f.size(null), f.size(undefined)], ["", ""]);
});

test("differences carry a sign: plus, a true minus, or plus-minus for none", () => {
  assert.deepEqual([12_000, -3_000_000, 0].map(f.signed), ["+12 kB", "−3 MB", "±0 B"]);
  assert.deepEqual([1, -1234, 0].map(f.signedBytes), ["+1 byte", "−1,234 bytes", "±0 bytes"]);
});

test("exact bytes, one and many, in both languages", () => {
  assert.deepEqual([0, 1, 2, 633_569_243].map(f.bytes), ["0 bytes", "1 byte", "2 bytes", "633,569,243 bytes"]);
  assert.deepEqual([f.bytes(null), f.bytes(undefined)], ["", ""]);
  korean();
  assert.deepEqual([1, 633_569_243].map(f.bytes), ["1바이트", "633,569,243바이트"]);
});

test("shares: a digit behind the point below a tenth, none above; what is little is not nothing", () => {
  const shares: [number, number, string][] = [
    [0, 0, "0%"],
    [5, -1, "0%"],
    [0, 10, "0%"],
    [1, 10_000, "< 0.1%"],
    [1, 1001, "< 0.1%"],
    [1, 1000, "0.1%"],
    [99, 1000, "9.9%"],
    [1, 10, "10%"],
    [126, 1000, "13%"],
    [1, 1, "100%"],
  ];
  for (const [part, whole, text] of shares) assert.equal(f.percent(part, whole), text, `${part} of ${whole}`);
});

test("dates are written as the person's locale writes them", () => {
  const seconds = Date.UTC(2024, 1, 9, 13, 5, 7) / 1000;
  assert.deepEqual([f.day(seconds), f.clock(seconds)], ["02/09/24", "13:05"]);
  assert.equal(plain(f.moment(seconds)), "Feb 9, 2024, 1:05:07 PM");
  assert.deepEqual([f.day(null), f.clock(null), f.moment(null)], ["", "", ""]);
  speaks("en-GB");
  assert.equal(f.day(seconds), "09/02/24");
  korean();
  assert.equal(plain(f.day(seconds)), "24. 02. 09.");
  // Not every Intl has the Korean words for the halves of a day.
  assert.match(plain(f.moment(seconds)), /^2024\. 2\. 9\. (오후|PM) 1:05:07$/);
});

test("a date that can't be read is shown as it is; a time out of range gives no text", () => {
  assert.equal(plain(f.stamp("2024-02-09T13:05:07Z")), "Feb 9, 2024, 1:05:07 PM");
  assert.deepEqual([f.stamp("soon"), f.stamp(""), f.stamp(null)], ["soon", "", ""]);
  assert.equal(f.moment(1e15), "");
});

test("how long something takes: seconds, then minutes; never none", () => {
  assert.deepEqual([0.1, 1, 89.4, 89.9, 90, 600].map(f.duration), [
    "1 second",
    "1 second",
    "89 seconds",
    "90 seconds",
    "2 minutes",
    "10 minutes",
  ]);
  korean();
  assert.deepEqual([1, 600].map(f.duration), ["1초", "10분"]);
});

test("digests are cut as engines print them", () => {
  assert.equal(f.short("sha256:0123456789abcdef"), "0123456789ab");
  assert.equal(f.short("0123456789abcdef"), "0123456789ab");
  assert.deepEqual([f.short(null), f.short(undefined)], ["", ""]);
});
