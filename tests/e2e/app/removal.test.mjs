// A feature is a folder and a line: a copy of the page without the treemap compiles, builds, opens and has no trace of it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { writePage } from "../../../scripts/build/page.mjs";
import { at } from "../../../scripts/build/steps.mjs";
import { STORY } from "../support/archives.mjs";
import { mark, withPage } from "../support/page.mjs";

const COPY = at("target/without-treemap");
after(() => rmSync(COPY, { recursive: true, force: true }));

/** Copies the page and takes a feature away: its folder, and its one line. @param {string} name */
function without(name) {
  rmSync(COPY, { recursive: true, force: true });
  for (const part of ["www", "src/messages", "docs/glossary.md"])
    cpSync(at(part), join(COPY, part), { recursive: true, filter: (path) => !path.endsWith(".wasm") });
  rmSync(join(COPY, "www/src", name), { recursive: true });
  const list = join(COPY, "www/src/features.ts");
  const lines = readFileSync(list, "utf8").split("\n");
  const kept = lines.filter((line) => line !== `import "./${name}/index.ts";`);
  assert.equal(kept.length, lines.length - 1, "a feature has one line");
  writeFileSync(list, kept.join("\n"));
}

test("the page without the treemap: its types fit, and it opens", async () => {
  without("treemap");
  const types = spawnSync(at("node_modules/.bin/tsc"), ["-p", join(COPY, "www")], { encoding: "utf8" });
  assert.equal(types.stdout, "");
  await writePage(COPY);
  await withPage({ url: pathToFileURL(join(COPY, "dist/layerscope.html")).href }, async (page) => {
    await page.locator("ls-drop input.file").setInputFiles(STORY);
    await mark(page, "tree");
    const shapes = page.getByRole("radiogroup", { name: "Show files as" });
    assert.deepEqual(
      await shapes.getByRole("radio").evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
      ["tree", "list", "diagram"],
    );
    await page.getByRole("button", { name: "Export", exact: true }).click();
    assert.match(await page.getByRole("menu").innerText(), /Stack, SVG/);
    assert.doesNotMatch(await page.getByRole("menu").innerText(), /treemap/i);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    assert.doesNotMatch(await page.getByRole("dialog").innerText(), /treemap/i);
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Command" });
    await field.fill("treemap");
    await page.getByText("No command fits").waitFor();
    await field.fill("overlay");
    await page.keyboard.press("Enter");
    await page.getByRole("grid", { name: /^Overlay/ }).waitFor();
  });
});
