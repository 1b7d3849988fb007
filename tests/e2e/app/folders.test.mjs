// Folders: an unpacked docker save and an OCI layout, chosen in the dialog or dropped; and folders that hold no image.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { OCI, STORY, unpacked, writeFolder } from "../support/archives.mjs";
import { drop, layers, mark, open, pickFolder, picture, verified, withPage } from "../support/page.mjs";
import { expand, present, removed } from "../support/rows.mjs";

/** @import { Page } from "playwright-core" */

const docker = () => writeFolder("unpacked", unpacked(gunzipSync(readFileSync(STORY))));
const oci = () => writeFolder("layout", unpacked(readFileSync(OCI)));

/** @param {Page} page */
async function showsStory(page) {
  await mark(page, "verified");
  await verified(page).nth(2).waitFor();
  await expand(page, "root");
  await removed(page, "one.txt", 3);
  await present(page, "two.txt");
}

for (const [what, make] of /** @type {[string, () => string][]} */ ([
  ["an unpacked docker save", docker],
  ["an OCI layout", oci],
])) {
  test(`${what}: chosen in the dialog`, () =>
    withPage({}, async (page) => {
      await pickFolder(page, make());
      await showsStory(page);
    }));

  test(`${what}: dropped`, () =>
    withPage({}, async (page) => {
      await drop(page, [make()]);
      await showsStory(page);
      await picture(page, "folder");
    }));
}

test("a folder that holds one archive and nothing else of an image: that archive", () =>
  withPage({}, async (page) => {
    const files = [
      { path: "notes.txt", data: "About the image." },
      { path: "deep/down/story.tar.gz", data: readFileSync(STORY) },
    ];
    await drop(page, [writeFolder("download", files)]);
    await showsStory(page);
    await page.getByRole("tab", { name: "Archive" }).click();
    await page.getByRole("tabpanel").getByText("story.tar.gz").first().waitFor();
  }));

test("a folder as deep as names allow is walked without a stack", () =>
  withPage({}, async (page) => {
    const deep = Array.from({ length: 900 }, () => "d").join("/");
    await drop(page, [writeFolder("deep", [{ path: `${deep}/story.tar`, data: gunzipSync(readFileSync(STORY)) }])]);
    await showsStory(page);
  }));

for (const [what, files, words] of /** @type {[string, { path: string, data: string }[], RegExp][]} */ ([
  ["an empty folder", [], /folder is empty/],
  ["a folder without an image", [{ path: "a/notes.txt", data: "Nothing here." }], /Nothing in this folder describes/],
])) {
  test(`${what}: the page shows the problem, the next file opens`, () =>
    withPage({}, async (page) => {
      await drop(page, [writeFolder(what.replaceAll(" ", "-"), files)]);
      await page.getByRole("alert").filter({ hasText: words }).waitFor();
      await picture(page, `problem-${what.replaceAll(" ", "-")}`);
      await open(page, STORY);
      assert.equal(await layers(page).getByRole("option").count(), 3);
    }));
}
