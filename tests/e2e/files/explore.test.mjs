// The main job: walking the layers and the files of an open image, with the keyboard and in both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, STORY } from "../support/archives.mjs";
import { files, layers, open, picture, withPage } from "../support/page.mjs";
import { absent, expand, life, present, removed, row } from "../support/rows.mjs";

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
    // As docker history prints it, which marks what an archive can't know.
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
    await page.locator('html[lang="ko"]').waitFor();
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
