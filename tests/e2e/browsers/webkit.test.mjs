// The page in WebKit, opened by double-click: an archive's layers and its merged file system appear.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { at } from "../../../scripts/build/steps.mjs";
import { fixture } from "../support/archives.mjs";
import { PAGE } from "../support/page.mjs";
import { content } from "../support/tar.mjs";
import { missing, WebKit } from "../support/webkit.mjs";

const RICH = fixture("docker/20.10/rich.tar.gz");

const skip = missing() ?? false;
if (skip) console.log(`webkit: skipped: ${skip}`);

/** @type {WebKit | null} */
let webkit = null;
before(async () => {
  if (!skip) webkit = await WebKit.launch();
});
after(() => webkit?.quit());

test("from file://, a gzip archive's layers stand in the stack and its files in the tree", { skip }, async () => {
  assert.ok(webkit);
  await webkit.goto(PAGE);
  await webkit.until(() => document.querySelector("ls-drop input.file") !== null);
  await webkit.setFiles("ls-drop input.file", [RICH]);
  try {
    const shown = await webkit.until(() => {
      const problem =
        document.querySelector("#problem:not([hidden])")?.textContent?.replace(/\s+/g, " ").trim() ?? null;
      const options = document.querySelectorAll('[role="listbox"][aria-label="Layers"] [role="option"]');
      const rows = [...document.querySelectorAll('[role="treegrid"][aria-label="Files"] [role="row"][data-index]')];
      const names = rows.map((row) => row.querySelector('[role="gridcell"]')?.textContent?.trim() ?? "");
      const ready = performance.getEntriesByName("layerscope:tree").length > 0 && names.length > 0;
      return problem || ready ? { problem, layers: options.length, names } : null;
    });
    assert.ok(shown);
    assert.equal(shown.problem, null, "The page could not open it");
    const [image] = JSON.parse(String(content(gunzipSync(readFileSync(RICH)), "manifest.json")));
    assert.equal(shown.layers, image.Layers.length);
    assert.ok(
      shown.names.some((name) => name.includes("etc")),
      `The tree has ${shown.names.join(", ")}`,
    );
  } finally {
    mkdirSync(at("target/screenshots"), { recursive: true });
    await webkit.screenshot(at("target/screenshots/webkit.png"));
  }
});
