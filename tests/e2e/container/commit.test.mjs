// The story of the blog post on the page: run, make a file, commit, run, delete it, commit: nothing was freed. Save, reopen.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { STORY, write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { change, commit, container, dialog, fill, happened, run } from "../support/containers.mjs";
import { layers, mark, open, pick, picture, verified, withPage } from "../support/page.mjs";
import { expand, present, removed, row } from "../support/rows.mjs";

const BIG = 3_000_000;

test("run, make a file, commit, run, delete it, commit: the bytes stay; saved and opened again", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await row(page, "root").locator('[role="gridcell"]').first().click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Upload files" }).click();
    await (await chooser).setFiles(write("big.bin", Buffer.alloc(BIG, 42)));
    await container(page, 1).filter({ hasText: "3 MB" }).waitFor();

    await commit(page, { "Name, repository:tag": "story:v3", Message: "a big file" });
    await happened(
      page,
      /Committed container 1 as story:v3: its layer, 2 entries, is read-only now\. The new image shares 3 layers, 2\.01 MB, with the old image\./,
    );
    await layers(page)
      .getByRole("option", { name: /^Layer 4: .*, 3 MB, 1 added.*verified, read-only/ })
      .waitFor();
    assert.equal(await layers(page).getByRole("option").count(), 4);
    // The message stands beside the command that docker commit records.
    await layers(page).locator("#layer-3 q").getByText("a big file").waitFor();
    await layers(page)
      .getByRole("option", { name: /^Layer 4: sh -c echo two .*, a big file, 3 MB, 1 added/ })
      .waitFor();
    await picture(page, "container-committed");

    await run2(page);
    await expand(page, "root");
    await change(page, "big.bin", "Delete");
    await happened(page, /whiteout \/root\/big\.bin: hides 1 entry, 3 MB, still stored in layer 4: it frees nothing/);
    await page.getByRole("tab", { name: "Layer", exact: true }).click();
    await page.getByRole("button", { name: "Commit…" }).click();
    await dialog(page).getByLabel("Name, repository:tag").fill("story:v4");
    await dialog(page)
      .getByLabel(/^Changes/)
      .fill("ENV A=b\nLABEL noted=yes");
    const createdBy = dialog(page).getByLabel("Created by, in the history");
    assert.match(await createdBy.inputValue(), /^sh -c echo two > \/root\/two\.txt/);
    await createdBy.fill("sh -c 'rm /root/big.bin'");
    await sound(page, "the commit's dialog");
    await picture(page, "container-commit-dialog");
    await dialog(page).getByRole("button", { name: "Commit" }).click();
    await dialog(page).waitFor({ state: "detached" });
    await layers(page)
      .getByRole("option", { name: /^Layer 5: sh -c 'rm \/root\/big\.bin', 0 B, 1 removed, frees nothing.*verified/ })
      .waitFor();
    // Nothing was freed: layer 4 is as large as before, and all of it is dead.
    await layers(page)
      .getByRole("option", { name: /^Layer 4: .*, 3 MB, .*3 MB of dead bytes/ })
      .waitFor();
    await page.locator("header .summary").filter({ hasText: "5.01 MB" }).waitFor();
    await mark(page, "verified");
    assert.equal(await verified(page).count(), 5);
    await picture(page, "container-story-end");

    await page.getByRole("tab", { name: "Image", exact: true }).click();
    await page.getByText("noted", { exact: false }).first().waitFor();
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save image archive" }).click();
    const path = write("story-v4.tar", Buffer.alloc(0));
    writeFileSync(path, readFileSync(await (await saving).path()));
    await page.reload();
    await pick(page, path);
    await mark(page, "verified");
    assert.equal(await verified(page).count(), 5);
    await page.locator("header .name").filter({ hasText: "story:v4" }).waitFor();
    await expand(page, "root");
    await removed(page, "big.bin", 5);
    await present(page, "two.txt");
  }));

test("what is wrong with a commit is said; a container without changes makes no layer", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await commit(page, { 'Changes, one per line: ENV A=b, CMD ["sh"], LABEL …': "NONSENSE x" }, false);
    await dialog(page)
      .getByRole("alert")
      .filter({ hasText: /NONSENSE/i })
      .waitFor();
    await fill(page, { 'Changes, one per line: ENV A=b, CMD ["sh"], LABEL …': "" });
    await happened(page, /Committed container 1: nothing had changed, so there is no new layer/);
    assert.equal(await layers(page).getByRole("option").count(), 3);
  }));

/** @param {import("playwright-core").Page} page */
async function run2(page) {
  await page.getByRole("button", { name: "Run a container" }).click();
  await container(page, 2).waitFor();
}
