// The bytes of files: a deleted one is found and opened, two versions are compared, one is saved, a directory becomes a tar.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, write } from "./support/archives.mjs";
import { dockerArchive } from "./support/build.mjs";
import { layers, mark, open, picture, row, withPage } from "./support/page.mjs";
import { expand } from "./support/rows.mjs";

/** @import { Locator, Page } from "playwright-core" */

const LONG = Array.from({ length: 200_000 }, (_, i) => `line ${i + 1}\n`).join("");
const OLD = "name = demo\nport = 80\nend = yes\n";
const NEW = "name = demo\nport = 8080\nhost = <b>x</b>\nend = yes\n";
const HOSTILE = "\u001b[1;31mred\u001b[0m <img src=x onerror=document.title='pwned'> user\u202egpj.exe\n";

const made = () =>
  write(
    "content.tar",
    dockerArchive({
      layers: [
        [
          { path: "f/", type: "5" },
          { path: "f/app.conf", data: OLD },
          { path: "f/gone", data: "the old secret\n" },
          { path: "f/data.json", data: '{"b":[1,{"deep":true}]}' },
          { path: "f/hostile", data: HOSTILE },
          { path: "f/long.log", data: LONG },
          { path: "f/raw", data: Buffer.from([0, 1, 2, 0xff, 65, 66]) },
          { path: "f/same", data: "twice stored\n" },
        ],
        [
          { path: "f/app.conf", data: NEW },
          { path: "f/.wh.gone", data: "" },
          { path: "f/same", data: "twice stored\n" },
        ],
      ],
    }),
  );

/** @param {Page} page */
const panel = (page) => page.getByRole("tabpanel");

/** @param {Page} page */
async function opened(page) {
  await open(page, made());
  await mark(page, "verified");
  await expand(page, "f");
}

/** What the browser saves when this is pressed. @param {Page} page @param {Locator} button */
async function saved(page, button) {
  const download = page.waitForEvent("download");
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test("a deleted file is found, and its old version opened and saved", () =>
  withPage({}, async (page) => {
    await opened(page);
    await row(page, "gone").click();
    await panel(page).getByText("the old secret").waitFor();
    await picture(page, "content-deleted");
    const { name, bytes } = await saved(page, panel(page).getByRole("button", { name: "Save", exact: true }));
    assert.deepEqual([name, bytes.toString()], ["gone", "the old secret\n"]);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await panel(page).getByText(sha256).waitFor();
  }));

test("two versions are compared, line by line", () =>
  withPage({}, async (page) => {
    await opened(page);
    await row(page, "app.conf").click();
    await panel(page).getByText("port = 8080").waitFor();
    await panel(page).getByRole("button", { name: "Compare" }).click();
    const comparison = page.locator("ls-compare");
    await comparison.getByText("host = <b>x</b>").waitFor();
    assert.match(await comparison.innerText(), /port = 80\b[\s\S]*port = 8080/);
    await picture(page, "content-compare");
    await page.keyboard.press("Escape");
    await comparison.waitFor({ state: "detached" });
    // Written again with the same bytes: told by the hash.
    await row(page, "same").click();
    await panel(page).getByText("twice stored").waitFor();
    await panel(page).getByRole("button", { name: "Compare" }).click();
    await comparison.getByText(/same/i).first().waitFor();
  }));

test("text, JSON, bytes and hostile text are shown as what they are, and run nothing", () =>
  withPage({}, async (page) => {
    await opened(page);
    await row(page, "data.json").click();
    await panel(page).getByText('"deep": true').waitFor();
    await row(page, "raw").click();
    await panel(page)
      .getByText(/00 01 02 ff 41 42/i)
      .waitFor();
    await row(page, "hostile").click();
    await panel(page).getByText("<img src=x").waitFor();
    assert.notEqual(await page.title(), "pwned");
    assert.equal(await panel(page).locator("img").count(), 0);
    assert.ok(!(await panel(page).innerText()).includes("\u202e"), "what turns text around is shown, not obeyed");
    await picture(page, "content-hostile");
  }));

test("a long file is paged: its end is there at once", () =>
  withPage({}, async (page) => {
    await opened(page);
    await row(page, "long.log").click();
    await panel(page).getByText("line 1", { exact: true }).waitFor();
    await panel(page).getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("button", { name: "Last page" }).click();
    await page.locator("ls-viewer").getByText("line 200000", { exact: true }).waitFor();
    await picture(page, "content-end");
  }));

test("a directory and the whole merged view are saved as tars that tar takes", () =>
  withPage({}, async (page) => {
    await opened(page);
    await row(page, /^f\s/).first().click();
    const { name, bytes } = await saved(page, panel(page).getByRole("button", { name: "Save as tar" }));
    assert.equal(name, "f.tar");
    const list = execFileSync("tar", ["-t"], { input: bytes }).toString().trim().split("\n").sort();
    assert.deepEqual(list, ["f/", "f/app.conf", "f/data.json", "f/hostile", "f/long.log", "f/raw", "f/same"]);
    const config = execFileSync("tar", ["-xO", "f/app.conf"], { input: bytes }).toString();
    assert.equal(config, NEW);
    await open(page, fixture("skopeo/1.9/rich.oci-zstd.tar"));
    await mark(page, "verified");
    await layers(page).getByRole("option").nth(3).click();
    const layer = await saved(page, panel(page).getByRole("button", { name: /tar/i }).first());
    const diffId = createHash("sha256").update(layer.bytes).digest("hex");
    await panel(page).getByText(`sha256:${diffId}`).first().waitFor();
  }));
