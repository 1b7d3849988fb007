// Any version's content: found, opened, compared. The bytes are those that were put into the image.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sound } from "../support/axe.mjs";
import { CONFIG, CONFIG_2 } from "../support/contents.mjs";
import { picture, withPage } from "../support/page.mjs";
import { row } from "../support/rows.mjs";
import { button, lines, saved, shown, start, view, viewer } from "../support/viewer.mjs";

test("a deleted file is found, its old version opened; two versions are compared, one saved", () =>
  withPage({}, async (page) => {
    await start(page);
    await row(page, "secret.txt").locator(".strip i").last().click();
    await shown(page).getByText("Layer 3 removed it with a whiteout").waitFor();
    await row(page, "secret.txt").locator(".strip i").first().click();
    await shown(page).getByText("Layer 1’s version").waitFor();
    await shown(page).getByText("hunter2").waitFor();
    await sound(page, "deleted");
    const { name, path } = await saved(page, () => button(shown(page), "Save").click());
    assert.equal(name, "secret.txt");
    assert.equal(readFileSync(path, "utf8"), "first line\nhunter2\n");

    await view(page, "app.conf");
    await viewer(page).getByText("end = yes").waitFor();
    assert.deepEqual(
      await lines(page),
      CONFIG_2.map((line) => `${line}\n`),
    );
    await viewer(page).getByRole("combobox", { name: "Version" }).selectOption("0");
    await viewer(page).getByText("colour = teal").waitFor();
    assert.deepEqual(
      await lines(page),
      CONFIG.map((line) => `${line}\n`),
    );
    await sound(page, "viewer");
    await page.getByRole("radio", { name: "Compare" }).check({ force: true });
    const table = page.getByRole("table", { name: "Differences from layer 1" });
    await table.getByText("key = <b>new</b>").waitFor();
    assert.equal(await table.locator("tr.old").count(), 4);
    assert.equal(await table.locator("tr.new").count(), 3);
    await sound(page, "compare");
    await page.getByRole("radio", { name: "Side by side" }).check({ force: true });
    await table.locator("td.new").first().waitFor();
    await sound(page, "side by side");
    await picture(page, "content-side");
    await page.keyboard.press("Escape");
    await viewer(page).waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.textContent === "Open");
  }));

test("of the same bytes, another mode and owner stand in words", () =>
  withPage({}, async (page) => {
    await start(page);
    await row(page, "again.txt").click();
    await button(shown(page), "Compare").click();
    await viewer(page).getByText("The bytes are the same.").waitFor();
    await viewer(page).getByText("Only mode, owner differ.").waitFor();
    await sound(page, "same bytes");
  }));

test("JSON is formatted and stays what it was; text and binary versions can't be compared", () =>
  withPage({}, async (page) => {
    await start(page);
    await view(page, "data.json");
    await viewer(page).getByText('"big": 12345678901234567890,').waitFor();
    const text = (await lines(page)).join("");
    assert.match(
      text,
      /^\{\n {2}"b": 1,\n {2}"a": \[\n {4}1\.10,\n {4}\{\n {6}"deep": true,\n {6}"none": \{\},\n {6}"empty": \[\]/,
    );
    await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
    await viewer(page).getByText('"big":12345678901234567890').waitFor();
    await page.keyboard.press("Escape");
    await view(page, "broken.json");
    await viewer(page).getByText('{"a": [1, 2').waitFor();
    await page.keyboard.press("Escape");
    await row(page, "bytes.bin").click();
    await button(shown(page), "Compare").click();
    await viewer(page).getByText("no lines to compare").waitFor();
  }));
