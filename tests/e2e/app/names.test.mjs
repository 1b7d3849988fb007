// Names of downloads: whatever a file in an image is called, every host can write it.
import assert from "node:assert/strict";
import { test } from "node:test";
import "../../../scripts/typescript.mjs";

const { fileName } = await import("../../../www/src/app/file-name.ts");

test("a name that a host can't write becomes one that it can, near to the true one", () => {
  const table = [
    ["passwd", "", "passwd"],
    ['a/b\\c:d*e?f"g<h>i|j', "", "a_b_c_d_e_f_g_h_i_j"],
    ["CON", "", "_CON"],
    ["nul.txt", "", "_nul.txt"],
    ["console.log", "", "console.log"],
    ["..", "", "__"],
    [".hidden", "", "_hidden"],
    ["ends. ", "", "ends__"],
    ["", ".tar", "_.tar"],
    ["two\u0000lines\n", "", "two_lines_"],
    ["파일.txt", "", "파일.txt"],
  ];
  for (const [name, ending, wanted] of table) assert.equal(fileName(name ?? "", ending), wanted, JSON.stringify(name));
  for (const long of ["가".repeat(300), `${"x".repeat(400)}.json`, "x".repeat(400)]) {
    const made = fileName(long, ".tar");
    assert.ok(Buffer.byteLength(made) <= 200, made);
    assert.ok(made.endsWith(".tar"));
  }
  assert.ok(fileName(`${"x".repeat(400)}.json`).endsWith("x.json"));
});
