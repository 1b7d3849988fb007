// Links: where each leads, in words and by a click or a key; all names of one content.
import assert from "node:assert/strict";
import { test } from "node:test";
import { write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { dockerArchive } from "../support/build.mjs";
import { files, open, picture, withPage } from "../support/page.mjs";
import { expand, row } from "../support/rows.mjs";

const link = (/** @type {string} */ path, /** @type {string} */ target) => ({ path, type: "2", link: target });

const image = () =>
  write(
    "links.tar",
    dockerArchive({
      layers: [
        [
          { path: "usr/bin/python3.11", data: "elf" },
          link("usr/bin/python3", "python3.11"),
          link("python", "/usr/bin/python3"),
          link("round", "about"),
          link("about", "round"),
          link("nowhere", "usr/lib/missing"),
          link("log", "/dev/stdout"),
          link("evil", "<img src=x onerror=alert(1)>"),
          { path: "first", data: "same" },
          { path: "second", type: "1", link: "first" },
          { path: "old", data: "x" },
          link("to-old", "old"),
        ],
        [{ path: ".wh.old" }],
      ],
    }),
  );

test("the details tell where a link ends, why it doesn't, and lead there", () =>
  withPage({}, async (page) => {
    await open(page, image());
    const panel = page.getByRole("tabpanel");
    const choose = async (/** @type {string} */ name, /** @type {string | RegExp} */ words) => {
      await files(page)
        .locator('[role="row"][aria-level="1"]')
        .filter({ hasText: new RegExp(`^\\s*A?\\s*${name}\\b`) })
        .first()
        .click();
      await panel.locator("ls-links").getByText(words).first().waitFor();
    };
    await choose("python", "through");
    await picture(page, "links");
    await sound(page, "a link's details");
    await choose("round", "Loop: the target leads back to this link.");
    await choose("nowhere", "Dangling: this path does not exist.");
    await choose("log", "The engine provides this path in a running container.");
    await choose("evil", "/<img src=x onerror=alert(1)>");
    await choose("to-old", "Dangling: layer 2 removed it.");
    await choose("second", "Names of this content");
    await panel.getByRole("button", { name: "/first" }).last().click();
    await panel.locator(".title .path").getByText("first").waitFor();
    await panel.getByText("this one").waitFor();
    await choose("python", "through");
    await panel.getByRole("button", { name: "/usr/bin/python3.11" }).click();
    await panel.locator(".title .path").getByText("python3.11").waitFor();
    await row(page, "python3.11").and(page.locator('[aria-selected="true"]')).waitFor();
  }));

test("a key follows the row's link, or says why not", () =>
  withPage({}, async (page) => {
    await open(page, image());
    await expand(page, "usr");
    await page.keyboard.press("Home");
    const at = async (/** @type {RegExp} */ name) => {
      for (let i = 0; i < 30; i++) {
        const text = await page.evaluate(() => document.activeElement?.querySelector(".text")?.textContent ?? "");
        if (name.test(text)) return;
        await page.keyboard.press("ArrowDown");
        await page.waitForTimeout(30);
      }
      assert.fail(`no row ${name}`);
    };
    await at(/^about/);
    await page.keyboard.press("l");
    await page.locator(".toast").getByText("Loop: the target leads back").waitFor();
    await at(/^python /);
    await page.keyboard.press("l");
    await row(page, "python3.11").and(page.locator('[aria-selected="true"]')).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("go to the target of the link").first().waitFor();
    await sound(page, "help");
  }));
