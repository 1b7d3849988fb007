// Every door an archive can come in by, and every form that it may have.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, MULTI, OCI, STORY } from "../support/archives.mjs";
import { drop, layers, mark, open, pick, picture, verified, withPage } from "../support/page.mjs";
import { expand, present, removed } from "../support/rows.mjs";

/** @import { Page } from "playwright-core" */

/** The story is open and verified, as a person sees it. @param {Page} page */
async function showsStory(page) {
  await mark(page, "verified");
  const options = layers(page).getByRole("option");
  assert.equal(await options.count(), 3);
  assert.equal(await verified(page).count(), 3);
  assert.equal(
    await options
      .nth(0)
      .and(layers(page).getByRole("option", { name: /Layer 3: .*echo two/ }))
      .count(),
    1,
  );
  assert.match(await page.title(), /layers:v2/);
  await present(page, "root");
}

test("dropped: the stack, the tree and the proof come in this order", () =>
  withPage({}, async (page) => {
    await drop(page, [STORY]);
    await showsStory(page);
    const times = [];
    for (const name of /** @type {const} */ (["open", "stack", "tree", "verified"])) times.push(await mark(page, name));
    const [opened, stack, tree, proof] = /** @type {[number, number, number, number]} */ (times);
    assert.ok(
      opened < stack && opened < tree && tree <= proof,
      `open ${opened}, stack ${stack}, tree ${tree}, verified ${proof}`,
    );
    await picture(page, "story");
  }));

test("picked in the file dialog", () =>
  withPage({}, async (page) => {
    await pick(page, STORY);
    await showsStory(page);
  }));

test("pasted", () =>
  withPage({}, async (page) => {
    await page.evaluate((base64) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], "pasted.tar.gz"));
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }, readFileSync(STORY).toString("base64"));
    await showsStory(page);
  }));

test("the sample that the page carries", () =>
  withPage({}, async (page) => {
    await page.getByRole("button", { name: "Try a sample" }).click();
    await mark(page, "verified");
    assert.match(await page.title(), /story:3/);
    await expand(page, "srv", "diary");
    await removed(page, "drafts", 3);
    await present(page, "thursday.txt");
    await picture(page, "sample");
  }));

for (const [what, path] of [
  ["skopeo's docker-archive", fixture("skopeo/1.9/story.docker-archive.tar.gz")],
  ["an OCI archive with gzip layers", OCI],
  ["an OCI archive with zstd layers", fixture("skopeo/1.9/story.oci-zstd.tar")],
  ["an OCI layout whose names begin with ./", fixture("skopeo/1.9/story.oci-layout-dot-slash.tar")],
]) {
  test(`the same image as ${what}`, () =>
    withPage({}, async (page) => {
      await open(page, /** @type {string} */ (path));
      await mark(page, "verified");
      assert.equal(await verified(page).count(), 3);
      await expand(page, "root");
      await removed(page, "one.txt", 3);
      await present(page, "two.txt");
    }));
}

test("docker export's root file system: one layer, and the page says what it is", () =>
  withPage({}, async (page) => {
    await open(page, fixture("docker/20.10/story.container.export.tar.gz"));
    assert.equal(await layers(page).getByRole("option").count(), 1);
    await expand(page, "root");
    await present(page, "three.txt");
    await layers(page)
      .getByRole("option", { name: /Root file system/ })
      .waitFor();
    await page.getByRole("button", { name: "1 finding" }).click();
    await page.getByRole("tabpanel").getByText("docker export").first().waitFor();
    await page.getByRole("tab", { name: "Image", exact: true }).click();
    await page.getByRole("tabpanel").getByText("no history and no config").waitFor();
    await picture(page, "rootfs");
  }));

test("several images: the picker switches between them", () =>
  withPage({}, async (page) => {
    await open(page, MULTI);
    const picker = page.getByRole("combobox", { name: "Image" });
    assert.equal(await picker.locator("option").count(), 3);
    const options = layers(page).getByRole("option");
    for (const [label, count] of /** @type {[RegExp, number][]} */ ([
      [/app:1/, 3],
      [/untagged/, 2],
      [/app:2/, 3],
    ])) {
      const option = picker.locator("option").filter({ hasText: label });
      await page.evaluate(() => performance.clearMarks());
      await picker.selectOption(await option.getAttribute("value"));
      await mark(page, "verified");
      assert.equal(await options.count(), count, String(label));
      assert.match(await page.title(), label);
    }
    assert.equal(
      await options
        .last()
        .and(layers(page).getByRole("option", { name: /shared with .*app:1/ }))
        .count(),
      1,
    );
  }));
