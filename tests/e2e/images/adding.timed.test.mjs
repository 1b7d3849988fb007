// Archives that join while another image is looked at: progress, Cancel, order, broken workers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { archiveSays, choose, picker } from "../support/adding.mjs";
import { MULTI, STORY, slow } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { drop, files, layers, mark, open, picture, verified, withPage } from "../support/page.mjs";
import { absent, expand, present, row } from "../support/rows.mjs";

/** @import { Page } from "playwright-core" */

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
