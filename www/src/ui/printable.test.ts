// Names and text of files, safe to show: nothing that can't be seen, no terminal's sequences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readable, visible } from "./plain.ts";
import { printable, wellNamed } from "./printable.ts";

test("what can't be seen or turns its neighbours round is shown as octal bytes of UTF-8", () => {
  assert.equal(printable("a\u0000b\nc\u007f"), "a\\000b\\012c\\177");
  assert.equal(printable("evil\u202egpj.exe"), "evil\\342\\200\\256gpj.exe");
  assert.equal(printable("\ufeff\u200b\u{e0041}"), "\\357\\273\\277\\342\\200\\213\\363\\240\\201\\201");
});

test("what can be seen stays: other scripts, spaces, backslashes, faces", () => {
  for (const name of ["이미지.tar", "a b\u00a0c", "a\\012b", "😀é", ""]) assert.equal(printable(name), name);
});

test("a file keeps its own self where its name can be shown, else it is the same under another name", async () => {
  const file = new File(["text"], "a.tar", { lastModified: 5 });
  assert.equal(wellNamed(file), file);
  const named = wellNamed(new File(["text"], "a\n.tar", { lastModified: 5 }));
  assert.deepEqual([named.name, named.lastModified, await named.text()], ["a\\012.tar", 5, "text"]);
});

test("tabs stay in text, other control characters don't", () => {
  assert.equal(visible("a\tb\u0007"), "a\tb\\007");
});

test("a terminal's colours, titles and charsets are taken out; what is broken off is shown", () => {
  assert.equal(readable("\u001b[1;31mred\u001b[0m"), "red");
  assert.equal(readable("\u001b]0;title\u0007text\u001b]8;;u\u001b\\link"), "textlink");
  assert.equal(readable("\u001b(Bplain"), "plain");
  assert.equal(readable("end\u001b["), "end\\033[");
});
