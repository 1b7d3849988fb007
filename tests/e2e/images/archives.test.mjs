// Several archives side by side: each image is read from its own file, runs containers and is saved; a file that is not an archive harms no other.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { MULTI, STORY, slow, write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { change, commit, happened, run } from "../support/containers.mjs";
import { drop, files, layers, mark, open, pick, picture, verified, withPage } from "../support/page.mjs";
import { absent, expand, present, row } from "../support/rows.mjs";

/** @import { Page } from "playwright-core" */

/** @param {Page} page */
const picker = (page) => page.getByRole("combobox", { name: "Image" });

/** Chooses an image and waits until it is proven. @param {Page} page @param {RegExp} label */
async function choose(page, label) {
  const option = picker(page).locator("option").filter({ hasText: label });
  await page.evaluate(() => performance.clearMarks());
  await picker(page).selectOption(await option.getAttribute("value"));
  await mark(page, "verified");
}

/** The Archive tab's value of a fact. @param {Page} page @param {string} text */
async function archiveSays(page, text) {
  await page.getByRole("tab", { name: "Archive", exact: true }).click();
  await page.getByRole("tabpanel").getByText(text).first().waitFor();
}

test("two archives are dropped: all images can be chosen, read, run, committed and saved", () =>
  withPage({}, async (page) => {
    await drop(page, [STORY, MULTI]);
    await mark(page, "verified");
    await page.getByText("Opened 2 archives with 4 images.").first().waitFor();
    assert.equal(await picker(page).locator("option").count(), 4);
    assert.equal(await verified(page).count(), 3);
    await layers(page)
      .getByRole("option", { name: /^Layer 1: .*shared with .*app:2/ })
      .waitFor();
    await archiveSays(page, "story.tar.gz");
    await picture(page, "archives-two");
    await sound(page, "two archives");

    await choose(page, /app:1/);
    assert.match(await page.title(), /app:1/);
    assert.equal(await verified(page).count(), 3);
    await layers(page)
      .getByRole("option", { name: /^Layer 2: .*shared with .*layers:v2/ })
      .waitFor();
    await archiveSays(page, "multi.tar.gz");

    // A container of the second archive's image, and what docker commit and docker save make of it.
    await run(page);
    await expand(page, "root");
    await change(page, "one.txt", "Delete");
    await commit(page, { "Name, repository:tag": "own:1" });
    await happened(page, /Committed container 1 as own:1/);
    await mark(page, "verified");
    assert.equal(await picker(page).locator("option").count(), 5);
    assert.equal(await verified(page).count(), 4);
    await archiveSays(page, "multi.tar.gz");
    await page.getByRole("tab", { name: "Image", exact: true }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save image archive" }).click();
    const path = write("own.tar", Buffer.alloc(0));
    writeFileSync(path, readFileSync(await (await saving).path()));

    // Back at the first archive nothing has changed.
    await choose(page, /layers:v2/);
    assert.equal(await verified(page).count(), 3);
    await expand(page, "root");
    await present(page, "two.txt");

    await page.reload();
    await pick(page, path);
    await mark(page, "verified");
    assert.equal(await verified(page).count(), 4);
    await page.locator("header .name").filter({ hasText: "own:1" }).waitFor();
  }));

test("a file that is no archive is reported, and the other one stays open", () =>
  withPage({}, async (page) => {
    for (const order of [0, 1]) {
      // A file dropped on an open image joins it: here all are opened at once.
      await page.reload();
      const broken = write("broken.tar", Buffer.from("this is no tar at all\n".repeat(100)));
      await drop(page, order === 0 ? [STORY, broken] : [broken, STORY]);
      await mark(page, "verified");
      await page
        .getByText("Opened 1 archive with 1 image. broken.tar could not be opened: This is not a container image")
        .first()
        .waitFor();
      assert.equal(await verified(page).count(), 3);
      assert.match(await page.title(), /layers:v2/);
      await page.getByRole("button", { name: "1 finding" }).click();
      await page.getByRole("tabpanel").getByText("broken.tar").first().waitFor();
    }
    await picture(page, "archives-broken");
    await sound(page, "a file that is no archive");
    const none = [
      write("one.txt", Buffer.from("one\n".repeat(200))),
      write("two.txt", Buffer.from("two\n".repeat(200))),
    ];
    await page.reload();
    await drop(page, none);
    await page.getByRole("alert").filter({ hasText: "one.txt" }).waitFor();
  }));

/** The report on archives that the page reads beside the open one. @param {Page} page */
const adding = (page) => page.getByRole("region", { name: "Adding archives" });

/** How much of them is read, in percent. @param {Page} page */
const read = async (page) => Number(await adding(page).getByRole("progressbar").getAttribute("aria-valuenow"));

/** Adds files as a person does. @param {Page} page @param {string | string[]} paths */
async function add(page, paths) {
  await page.getByRole("button", { name: "Images", exact: true }).click();
  await page.getByLabel("Open more archives beside this one").setInputFiles(paths);
}

/** Back to the files, wherever the focus is. @param {Page} page */
async function back(page) {
  await page.getByRole("button", { name: /^Back to the files/ }).click();
  await files(page).waitFor();
}

test("while a large archive is read beside, rows answer; it tells how far it is, and Cancel ends it alone", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await mark(page, "verified");
    const title = await page.title();
    await add(page, slow("archive", 5e9));
    await adding(page).getByText("Reading slow.tar.gz…").waitFor();
    await back(page);
    const since = performance.now();
    await expand(page, "root");
    await row(page, "two.txt").locator('[role="gridcell"]').first().click();
    await page.getByRole("tabpanel").getByText("two.txt").first().waitFor();
    await files(page).hover();
    await page.mouse.wheel(0, 200);
    await layers(page).getByRole("option").nth(1).click();
    await absent(page, "two.txt");
    await layers(page).getByRole("option").nth(0).click();
    await present(page, "two.txt");
    assert.ok(performance.now() - since < 5000, `rows took ${performance.now() - since} ms`);
    const before = await read(page);
    await page.waitForFunction(
      (was) => Number(document.querySelector("ls-adding [role=progressbar]")?.getAttribute("aria-valuenow")) > was,
      before,
    );
    await picture(page, "archives-adding");
    await sound(page, "an archive is read beside");
    await adding(page).getByRole("button", { name: "Cancel" }).focus();
    await page.keyboard.press("Enter");
    await adding(page).waitFor({ state: "detached" });
    await page.locator(".toast").getByText("Stopped. Archives that the page had not read are not added.").waitFor();
    assert.equal(await layers(page).evaluate((list) => list === document.activeElement), true, "the focus goes on");
    assert.equal(await picker(page).count(), 0, "nothing has joined");
    assert.equal(await page.title(), title);
    assert.equal(await verified(page).count(), 3);
    await present(page, "two.txt");

    // Dropped on the stack it might be anything; who stops that does not want a container of it either.
    const stack = await layers(page).boundingBox();
    const at = { x: (stack?.x ?? 0) + 60, y: (stack?.y ?? 0) + 60 };
    await drop(page, [slow("archive")], at);
    await adding(page).getByRole("button", { name: "Cancel" }).click();
    await adding(page).waitFor({ state: "detached" });

    await add(page, MULTI);
    await page.getByText("multi.tar.gz is open, too, with 3 images.").first().waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(await picker(page).locator("option").count(), 4);
    await page.locator(".landed").getByRole("button", { name: "Show it" }).click();
    await mark(page, "verified");
    assert.match(await page.title(), /app:2/);
    assert.equal(await verified(page).count(), 3);
  }));

test("several archives are read one after the other, whichever image is looked at, and join", () =>
  withPage({}, async (page) => {
    await drop(page, [MULTI]);
    await mark(page, "verified");
    await add(page, [slow("archive", 1e9), STORY]);
    await adding(page).getByText("Reading slow.tar.gz, 1 of 2…").waitFor();
    await back(page);
    await choose(page, /app:1/);
    await adding(page).waitFor();
    await page.getByText("2 archives is open, too").or(page.locator(".landed")).first().waitFor();
    await adding(page).waitFor({ state: "detached" });
    assert.equal(await picker(page).locator("option").count(), 5);
    assert.match(await page.title(), /app:1/);
    await page.locator(".landed").getByRole("button", { name: "Close" }).click();
    await choose(page, /layers:v2/);
    assert.equal(await verified(page).count(), 3);
    await archiveSays(page, "story.tar.gz");
  }));

test("when the worker that reads an archive beside breaks down, the page says so, and all else stays", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await mark(page, "verified");
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = /** @this {Worker} */ function (
        /** @type {any} */ message,
        /** @type {any} */ transfer,
      ) {
        if (message?.what !== "index") return post.call(this, message, transfer);
        Worker.prototype.postMessage = post;
        const data = { id: message.id, crash: "RuntimeError: unreachable", memory: 0 };
        this.dispatchEvent(new MessageEvent("message", { data }));
      };
    });
    await add(page, MULTI);
    await page.locator(".toast").getByText("multi.tar.gz could not be opened").waitFor();
    assert.equal(await adding(page).count(), 0);
    await back(page);
    await expand(page, "root");
    await present(page, "two.txt");
    await add(page, MULTI);
    await page.getByText("multi.tar.gz is open, too, with 3 images.").first().waitFor();
    assert.equal(await verified(page).count(), 3);
  }));
