// A container on the page: its operations, their effect on the layers below, and how they are taken back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, STORY, write } from "../support/archives.mjs";
import { bar, change, container, dialog, diff, fill, happened, run, undo } from "../support/containers.mjs";
import { drop, layers, open, picture, withPage } from "../support/page.mjs";
import { expand, present, row } from "../support/rows.mjs";

const lines = (/** @type {string} */ text) => text.split("\n").filter(Boolean).sort();

test("run, make a file, delete a lower one: the stack says that nothing was freed", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await container(page, 1).filter({ hasText: "0 B" }).waitFor();
    await happened(page, /Container 1 runs: an empty read-write layer on 3 layers/);
    await expand(page, "root");
    await change(page, "root", "New file");
    await fill(page, { Path: "/root/three.txt", Text: "three\n" });
    await present(page, "three.txt");
    await container(page, 1).filter({ hasText: "6 B" }).waitFor();
    await happened(page, /copy-up \/root: the directory alone/);
    await happened(page, /created \/root\/three\.txt: in the container’s layer, 6 B/);
    // The content is read from where it was typed.
    await row(page, "three.txt").click();
    await page.locator("ls-file-tab ls-content").getByText("three", { exact: true }).waitFor();
    await page.getByText("The container added it").waitFor();

    const whole = await page.locator("header .summary").innerText();
    await expand(page, "bin");
    await change(page, "busybox", "Delete");
    await row(page, "busybox").filter({ hasText: "removed in the container" }).waitFor();
    await happened(page, /whiteout \/bin\/busybox: hides 1 entry, 1\.98 MB, still stored in layer 1: it frees nothing/);
    // The layer that holds it is as large as before, and so is the image; only what is dead has grown.
    assert.equal(await page.locator("header .summary").innerText(), whole);
    await layers(page)
      .getByRole("option", { name: /^Layer 1: .*2\.01 MB of dead bytes/ })
      .waitFor();
    await container(page, 1).filter({ hasText: "6 B" }).waitFor();
    await picture(page, "container-story");
  }));

test("docker diff is what the real one said of the same steps", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await expand(page, "root", "etc");
    await change(page, "root", "New file");
    await fill(page, { Path: "/root/three.txt", Text: "three\n" });
    await change(page, "two.txt", "Delete");
    await change(page, "motd", "Append text");
    await fill(page, { Text: "more\n" });
    await change(page, "var", "New directory");
    await fill(page, { Path: "/var/cache" });
    await change(page, "opt", "Delete");
    await change(page, "tmp", "Change owner");
    await fill(page, { "Owner, user:group as numbers": "1000:1000" });
    await expand(page, "bin");
    await change(page, "busybox", "Set time to now");
    await layers(page).focus();
    await page.keyboard.press("Enter");
    const told = readFileSync(fixture("docker/20.10/story.container.diff.txt"), "utf8");
    assert.deepEqual(lines(await diff(page, 11)), lines(told));
    // One step back, one line less; and forth again.
    await undo(page);
    assert.ok(!(await diff(page, 9)).includes("C /bin"));
    await page.keyboard.press("Control+Shift+Z");
    assert.deepEqual(lines(await diff(page, 11)), lines(told));
    await page.getByRole("button", { name: "Restart from empty" }).click();
    await page.getByText("The container does not differ from the image yet.").waitFor();
    await undo(page);
    assert.deepEqual(lines(await diff(page, 11)), lines(told));
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save docker diff" }).click();
    const text = readFileSync(await (await saved).path(), "utf8");
    assert.deepEqual(lines(text), lines(told));
  }));

test("several containers share the image's layers; one is removed and the image is as it was", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await change(page, "tmp", "New file");
    await fill(page, { Path: "/tmp/a", Text: "abc" });
    await container(page, 1).filter({ hasText: "3 B" }).waitFor();
    await layers(page).focus();
    await page.keyboard.press("End");
    await page.getByRole("button", { name: "Run a container from layer 1" }).click();
    await container(page, 2)
      .filter({ hasText: /shares 1 layer, 2\.01 MB with container 1/ })
      .waitFor();
    // As if that intermediate image were run: nothing of the layers above it.
    assert.equal(await layers(page).getByRole("option").count(), 2);
    await page.getByRole("button", { name: /^container 1/ }).click();
    await container(page, 1)
      .filter({ hasText: /shares 1 layer, 2\.01 MB with container 2/ })
      .waitFor();
    await layers(page).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove the container" }).click();
    await dialog(page).getByText("2 entries, 3 B").waitFor();
    await dialog(page).getByRole("button", { name: "Remove the container" }).click();
    await happened(
      page,
      /Removed container 1 with its layer: 2 entries, 3 B\. The image is unchanged: 3 layers, 2\.01 MB/,
    );
    assert.equal(await layers(page).getByRole("option").count(), 3);
    await page.getByRole("button", { name: "image", exact: true }).and(page.locator('[aria-pressed="true"]')).waitFor();
  }));

test("uploads: by the button, by a drop onto the files; what stands there is replaced, and undone", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await row(page, "tmp").locator('[role="gridcell"]').first().click();
    const chooser = page.waitForEvent("filechooser");
    await bar(page).getByRole("button", { name: "Upload files" }).click();
    await (await chooser).setFiles([write("one.bin", Buffer.alloc(40_000, 7)), write("two.txt", Buffer.from("two\n"))]);
    await happened(page, /Uploaded 2 files, 40 kB, to \/tmp\//);
    await expand(page, "tmp");
    await present(page, "one.bin");
    await row(page, "two.txt").click();
    await page.locator("ls-file-tab ls-content").getByText("two", { exact: true }).waitFor();
    const place = await row(page, "etc").boundingBox();
    assert.ok(place);
    await drop(page, [write("motd", Buffer.from("dropped\n"))], { x: place.x + 60, y: place.y + place.height / 2 });
    await happened(page, /Uploaded motd, 8 B, to \/etc\//);
    await expand(page, "etc");
    await row(page, "motd").click();
    await page.locator("ls-file-tab ls-content").getByText("dropped", { exact: true }).waitFor();
    await page.getByText("The container changed its content").waitFor();
    await row(page, "motd").focus();
    await undo(page);
    await page.locator("ls-file-tab ls-content").getByText("hello", { exact: true }).waitFor();
    // An edit begins with what is there.
    await change(page, "motd", "Edit text");
    assert.equal(await dialog(page).getByLabel("Text").inputValue(), "hello\n");
    await fill(page, { Text: "hello\nagain\n" });
    await happened(page, /copy-up \/etc\/motd: the whole file, 6 B, from layer 2|changed \/etc\/motd/);
    await page.locator("ls-file-tab ls-content").getByText("again", { exact: true }).waitFor();
  }));
