// The main job: an archive comes in by every door, and its layers and files can be walked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, MULTI, OCI, STORY } from "./support/archives.mjs";
import { drop, files, layers, mark, open, pick, picture, withPage } from "./support/page.mjs";
import { absent, expand, life, present, removed, row } from "./support/rows.mjs";

/** @import { Page } from "playwright-core" */

/** The layers whose digests are right. @param {Page} page */
const verified = (page) => layers(page).getByRole("option", { name: /, verified, read-only/ });

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
    await page.getByRole("tab", { name: "Image", exact: true }).click();
    await page.getByRole("tabpanel").getByText("docker export").first().waitFor();
  }));

test("the keyboard walks the stack, and the files follow", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await expand(page, "root", "usr", "share");
    await removed(page, "one.txt", 3);
    await removed(page, "doc", 3);
    await present(page, "two.txt");

    await layers(page).focus();
    await page.keyboard.press("ArrowDown");
    await present(page, "one.txt");
    await present(page, "doc");
    await absent(page, "two.txt");
    assert.equal(await layers(page).getByRole("option", { selected: true }).getAttribute("data-layer"), "1");

    await page.keyboard.press("ArrowDown");
    await absent(page, "one.txt");
    await present(page, "doc");
    await page.keyboard.press("ArrowDown"); // the base is the end
    assert.equal(await layers(page).getByRole("option", { selected: true }).getAttribute("data-layer"), "0");

    await page.keyboard.press("Home");
    await removed(page, "one.txt", 3);
    await picture(page, "whiteout");
  }));

test("the strip tells the life of a path", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await expand(page, "root", "etc");
    assert.equal(await life(row(page, "one.txt")), "layer 2: added, layer 3: removed");
    assert.equal(await life(row(page, "motd")), "layer 1: added, layer 2: content changed");
    assert.equal(await life(row(page, "passwd")), "layer 1: added, layer 3: attributes changed");
  }));

test("three views: merged, with and without what is removed; one layer; its changes", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await expand(page, "root");
    await removed(page, "one.txt", 3);
    await page.getByRole("checkbox", { name: "Show removed" }).uncheck();
    await absent(page, "one.txt");
    await page.getByRole("radio", { name: "Only layer 3" }).check();
    await absent(page, "busybox");
    await row(page, "one.txt").waitFor();
    await page.getByRole("radio", { name: "Changes" }).check();
    await row(page, "one.txt").waitFor();
    await page.getByRole("radio", { name: "Merged" }).check();
    await absent(page, "one.txt");
  }));

test("expand and collapse: one row by keys, everything by the buttons", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    const count = async () => Number(await files(page).getAttribute("aria-rowcount"));
    await expand(page, "etc");
    await present(page, "motd");
    await page.keyboard.press("ArrowLeft");
    await absent(page, "motd");
    const closed = await count();
    await page.getByRole("button", { name: "Expand all" }).click();
    await present(page, "motd");
    assert.ok((await count()) > closed + 20, "not everything was expanded");
    await page.getByRole("button", { name: "Collapse all" }).click();
    await absent(page, "motd");
    assert.equal(await count(), closed);
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

test("details: layer, file, image, archive", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    const tab = (/** @type {string} */ name) => page.getByRole("tab", { name, exact: true }).click();
    const panel = page.getByRole("tabpanel");
    await tab("Layer");
    await panel.getByText("echo two > /root/two.txt", { exact: false }).first().waitFor();
    await expand(page, "etc");
    await row(page, "passwd").click();
    await panel.getByText("/etc/passwd").first().waitFor();
    await panel.getByText("Layer 3 changed its mode").first().waitFor();
    await tab("Image");
    // As docker history prints it: what an archive can't know is told as Docker tells it.
    const [head, ...lines] = readFileSync(fixture("docker/20.10/story.history.txt"), "utf8").trimEnd().split("\n");
    await panel
      .getByText(/^IMAGE +CREATED +CREATED BY +SIZE +COMMENT/)
      .first()
      .waitFor();
    const text = await panel.innerText();
    assert.ok(head && lines.length === 3);
    for (const line of lines) {
      const size = /\s(\d[\d.]*k?M?B)\s/.exec(line)?.[1] ?? "";
      assert.ok(text.includes(size), `the size ${size} of the history is not shown`);
    }
    await tab("Archive");
    await panel.getByText("manifest.json").first().waitFor();
  }));

test("English and Korean: everything changes at once, and is remembered", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await page.getByRole("button", { name: "한국어" }).click();
    assert.equal(await page.locator("html").getAttribute("lang"), "ko");
    await page.getByRole("listbox", { name: "레이어" }).waitFor();
    assert.equal(await layers(page).count(), 0, "an English name is left");
    await picture(page, "korean");
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("lang"), "ko");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Try a sample" }).waitFor();
  }));

test("light and dark: as the system, and by choice", () =>
  withPage({ colorScheme: "dark" }, async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.emulateMedia({ colorScheme: "light" });
    const light = await background();
    assert.notEqual(dark, light);
    await page.getByRole("button", { name: /^Theme/ }).click();
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await background(), light, "a chosen theme is kept, whatever the system says");
  }));
