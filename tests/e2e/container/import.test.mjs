// A container from real life, dropped beside its image: what docker diff said of it, the page says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, MULTI, STORY, write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { change, container, diff, fill, happened } from "../support/containers.mjs";
import { drop, layers, open, picture, withPage } from "../support/page.mjs";
import { expand, row } from "../support/rows.mjs";

/** @import { Page } from "playwright-core" */

const EXPORT = fixture("docker/20.10/story.container.export.tar.gz");
const lines = (/** @type {string} */ text) => text.split("\n").filter(Boolean).sort();
const told = lines(readFileSync(fixture("docker/20.10/story.container.diff.txt"), "utf8"));
const answer = (/** @type {Page} */ page) => page.locator("ls-import dialog[open]");

test("a docker export chosen beside its image is that container: its docker diff, its files, changed on", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await page.getByLabel(/^Import a container/).setInputFiles(EXPORT);
    await answer(page)
      .getByText(/^Of 2\d files of the image, 2\d are the same,/)
      .waitFor();
    assert.equal(await answer(page).getByLabel("Read as").inputValue(), "export");
    await sound(page, "the import's dialog");
    await picture(page, "container-import");
    await answer(page).getByRole("button", { name: "Close" }).click();
    await container(page, 1).waitFor();
    assert.deepEqual(lines(await diff(page, told.length)), told);
    await happened(
      page,
      /Container 1 from story\.container\.export\.tar\.gz, read as docker export.*, on 3 layers of layers:v2/,
    );
    await expand(page, "root");
    await row(page, "two.txt").filter({ hasText: "removed in the container" }).waitFor();
    await row(page, "three.txt").click();
    await page.locator("ls-file-tab ls-content").getByText("three", { exact: true }).waitFor();
    await change(page, "three.txt", "Append text");
    await fill(page, { Text: "four\n" });
    await page.locator("ls-file-tab ls-content").getByText("four", { exact: true }).waitFor();
  }));

test("dropped onto the stack; placed elsewhere; what is no tar is said", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    const place = await layers(page).boundingBox();
    assert.ok(place);
    const at = { x: place.x + 90, y: place.y + place.height - 30 };
    await drop(page, [EXPORT], at);
    await answer(page).waitFor();
    await answer(page).getByLabel("On top of").selectOption({ label: "layers:v2, layer 1" });
    await answer(page).getByRole("button", { name: "Import it there" }).click();
    await container(page, 2).waitFor();
    assert.equal(await layers(page).getByRole("option").count(), 2);
    await answer(page).getByRole("button", { name: "Close" }).click();
    assert.equal(await page.getByRole("button", { name: /^container/ }).count(), 1);
    await drop(page, [write("no.tar", Buffer.from("this is no tar at all\n".repeat(100)))], at);
    await page
      .locator("ls-notice")
      .getByText(/no\.tar can’t be imported/)
      .waitFor();
  }));

test("an export that fits none of the images says so", () =>
  withPage({}, async (page) => {
    await open(page, MULTI);
    await page.getByLabel(/^Import a container/).setInputFiles(fixture("docker/20.10/diary.export.tar.gz"));
    await answer(page).getByText("It fits no image that is open.").waitFor();
    assert.equal(await page.getByRole("button", { name: /^container/ }).count(), 0);
    await picture(page, "container-import-none");
  }));
