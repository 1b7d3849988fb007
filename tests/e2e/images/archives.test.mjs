// Several archives side by side: each image is read from its own file, runs containers and is saved.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { archiveSays, choose, picker } from "../support/adding.mjs";
import { MULTI, STORY, write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { change, commit, happened, run } from "../support/containers.mjs";
import { drop, layers, mark, pick, picture, verified, withPage } from "../support/page.mjs";
import { expand, present } from "../support/rows.mjs";

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
