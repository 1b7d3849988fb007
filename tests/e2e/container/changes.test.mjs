// A container that changes while something of it is looked at, saved or committed: what is shown is new, what is saved is of one moment.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { write } from "../support/archives.mjs";
import { dockerArchive } from "../support/build.mjs";
import { commit, happened, run } from "../support/containers.mjs";
import { open, withPage } from "../support/page.mjs";
import { row } from "../support/rows.mjs";
import { content, members } from "../support/tar.mjs";

/** @import { Page } from "playwright-core" */

/** More entries than a batch of a tar takes. */
const MANY = 4500;
const many = () =>
  write(
    "many.tar",
    dockerArchive({
      layers: [
        [
          { path: "d/", type: "5" },
          ...Array.from({ length: MANY }, (_, i) => ({ path: `d/${String(i).padStart(5, "0")}`, data: `${i}` })),
        ],
      ],
    }),
  );

/** @param {Page} page @param {string} line */
async function type(page, line) {
  await page.getByLabel("Command line").fill(line);
  await page.getByLabel("Command line").press("Enter");
  await page.waitForFunction(
    (typed) => document.querySelector(".step:last-child code")?.textContent?.endsWith(typed),
    line,
  );
}

/** Workers get no job of this call until `release` is called on the page. @param {string} call */
function hold(call) {
  const post = Worker.prototype.postMessage;
  /** @type {(() => void)[]} */
  const held = [];
  let open = false;
  Worker.prototype.postMessage = /** @this {Worker} */ function (
    /** @type {any} */ message,
    /** @type {any} */ transfer,
  ) {
    if (open || message?.call !== call) return post.call(this, message, transfer);
    held.push(() => post.call(this, message, transfer));
  };
  Object.assign(window, {
    held: () => held.length,
    release: () => {
      open = true;
      for (const send of held.splice(0)) send();
    },
  });
}
const isHeld = (/** @type {Page} */ page) => page.waitForFunction(() => /** @type {any} */ (window).held() > 0);
const release = (/** @type {Page} */ page) => page.evaluate(() => /** @type {any} */ (window).release());

test("a typed line that writes the shown file: its new bytes are shown", () =>
  withPage({}, async (page) => {
    await open(page, many());
    await run(page);
    await type(page, "echo aaaa > /zz.txt");
    await row(page, "zz.txt").click();
    const shown = page.locator("ls-file-tab ls-content");
    await shown.getByText("aaaa", { exact: true }).waitFor();
    await type(page, "echo bbbb > /zz.txt");
    await shown.getByText("bbbb", { exact: true }).waitFor();
  }));

test("lines typed and undone while a directory is saved: the tar is what was there when it began", () =>
  withPage({}, async (page) => {
    await open(page, many());
    await run(page);
    await type(page, "echo first > /d/a.txt; echo second > /d/b.txt");
    await row(page, "d").click();
    await page.evaluate(hold, "batch");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as tar" }).click();
    await isHeld(page);
    await type(page, "rm /d/a.txt; echo third > /d/0.txt; echo other > /d/b.txt");
    await type(page, "rm -r /d");
    await release(page);
    const tar = readFileSync(await (await download).path());
    assert.equal(content(tar, "d/a.txt").toString(), "first\n");
    assert.equal(content(tar, "d/b.txt").toString(), "second\n");
    assert.equal(members(tar).length, MANY + 3);
  }));

test("the layer as files, saved while lines are typed: one moment, too", () =>
  withPage({}, async (page) => {
    await open(page, many());
    await run(page);
    await type(page, "chmod -R 700 /d; echo last > /zz.txt");
    await page.evaluate(hold, "batch");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as layer tar" }).click();
    await isHeld(page);
    await type(page, "echo more > /zz.txt; rm /d/00001");
    await release(page);
    const tar = readFileSync(await (await download).path());
    assert.equal(content(tar, "zz.txt").toString(), "last\n");
    assert.equal(members(tar).length, MANY + 2);
  }));

test("a commit, and the image it makes, leave a running download alone", () =>
  withPage({}, async (page) => {
    await open(page, many());
    await run(page);
    await type(page, "echo first > /d/a.txt");
    await row(page, "d").click();
    await page.evaluate(hold, "batch");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as tar" }).click();
    await isHeld(page);
    const committed = commit(page, { "Name, repository:tag": "made/of:it" });
    // The commit's own layer waits in the same way.
    await page.waitForFunction(() => /** @type {any} */ (window).held() > 1);
    await release(page);
    await committed;
    const tar = readFileSync(await (await download).path());
    assert.equal(content(tar, "d/a.txt").toString(), "first\n");
    assert.equal(members(tar).length, MANY + 2);
    await happened(page, /Committed container 1 as made\/of:it/);
  }));
