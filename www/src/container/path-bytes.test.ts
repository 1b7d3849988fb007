// Paths as they are shown, and the bytes they stand for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, pathBytes, shownName } from "./path-bytes.ts";

const text = (path: ReturnType<typeof pathBytes>) => (typeof path === "string" ? path : [...path]);

test("a path without escapes stays text", () => {
  assert.equal(pathBytes("etc/이름 .conf"), "etc/이름 .conf");
});

test("escapes become the bytes they stand for", () => {
  assert.deepEqual(text(pathBytes("a\\377b")), [97, 255, 98]);
  assert.deepEqual(text(pathBytes("\\a\\b\\t\\n\\v\\f\\r\\\\")), [7, 8, 9, 10, 11, 12, 13, 92]);
  assert.deepEqual(text(pathBytes("é\\012")), [0xc3, 0xa9, 10]);
});

test("a backslash that begins no escape is one", () => {
  assert.deepEqual(text(pathBytes("a\\x")), [97, 92, 120]);
  assert.deepEqual(text(pathBytes("\\12")), [92, 49, 50]);
});

test("a name from people is shown so that it becomes the same bytes again", () => {
  for (const name of ["plain", "a\\n", "\\\\", "이\\름"]) {
    const bytes = pathBytes(shownName(name));
    assert.equal(typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes as Uint8Array), name);
  }
});

test("the directory of a path has its slash; that of the root is the root", () => {
  assert.deepEqual(["/etc/passwd", "/etc/", "/etc", "/", ""].map(folderOf), ["/etc/", "/etc/", "/", "/", "/"]);
});
