// The read-write layer as files: whiteouts as files of a layer's tar or as devices of overlay2's directory, line for line what is saved.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { STORY } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { run } from "../support/containers.mjs";
import { open, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

const list = (/** @type {Page} */ page) => page.getByRole("list", { name: "The layer as files" }).locator("li");

/** @param {Page} page @param {string} line */
async function type(page, line) {
  await page.getByLabel("Command line").fill(line);
  await page.getByLabel("Command line").press("Enter");
  await page.waitForFunction(
    (typed) => document.querySelector(".step:last-child code")?.textContent?.endsWith(typed),
    line,
  );
}

/** Saves the layer and lists the tar as GNU tar does. @param {Page} page @param {string} button */
async function saved(page, button) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const path = await (await download).path();
  const { stdout, status, stderr } = spawnSync(
    "tar",
    ["-tv", "--numeric-owner", "--full-time", "--utc", "--xattrs", "-f", path],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return stdout.split("\n").filter(Boolean);
}

/** Column widths are each lister's own, tar marks that there are attributes. @param {string} line */
const plain = (line) => line.replace(/\s+/g, " ").replace(/^(\S{10})[*+] /, "$1 ");

test("both forms, line for line what tar lists of the saved archives", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await page.getByText("The layer is empty.").waitFor();
    await type(
      page,
      "rm -r /opt && mkdir /opt && echo hi > /opt/new; rm /root/two.txt; chmod 4711 /etc/motd; ln -s ../etc /opt/way; ln /opt/new /opt/hard",
    );
    await list(page).getByText("root/.wh.two.txt").waitFor();
    const seen = async () =>
      (await list(page).allTextContents()).map((text) => plain(text.replace(/ (whiteout|opaque)$/, "")));
    const layer = await seen();
    assert.deepEqual(layer, (await saved(page, "Save as layer tar")).map(plain));
    assert.ok(layer.some((line) => /^-rw------- 0\/0 0 .* root\/\.wh\.two\.txt$/.test(line)));
    assert.ok(layer.some((line) => line.endsWith("opt/.wh..wh..opq")));
    assert.equal(await list(page).locator(".mark").count(), 2);
    await list(page).first().scrollIntoViewIfNeeded();
    await picture(page, "container-upper-layer");

    await page.getByRole("radio", { name: /devices/ }).check({ force: true });
    await list(page)
      .getByText(/^c--------- 0\/0 +0,0 .* root\/two\.txt whiteout$/)
      .waitFor();
    const overlay = await seen();
    const attribute = / trusted\.overlay\.opaque="y"$/;
    assert.ok(overlay.some((line) => /opt\/ trusted/.test(line) && attribute.test(line)));
    assert.deepEqual(
      overlay.map((line) => line.replace(attribute, "")),
      (await saved(page, "Save as upper directory")).map(plain),
    );
    await sound(page, "the layer as files");
    await picture(page, "container-upper-overlay");
    // A step is seen at once.
    await type(page, "rm /opt/way");
    await list(page).getByText("opt/way").waitFor({ state: "detached" });
  }));

test("many entries come page by page", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    const names = Array.from({ length: 250 }, (_, i) => `/many${String(i).padStart(3, "0")}`);
    await type(page, `touch ${names.join(" ")}`);
    await page.getByText("1–100 of 250 entries, 0 B of content").waitFor();
    await page.locator("ls-upper").getByRole("button", { name: "Next" }).click();
    await page.getByText("101–200 of 250 entries").waitFor();
    await list(page).first().getByText("many100").waitFor();
    await page.locator("ls-upper").getByRole("button", { name: "Next" }).click();
    await page.getByText("201–250 of 250 entries").waitFor();
    assert.ok(await page.locator("ls-upper").getByRole("button", { name: "Next" }).isDisabled());
    await type(page, "rm /many2*");
    await page.getByText("101–200 of 200 entries").waitFor();
  }));
