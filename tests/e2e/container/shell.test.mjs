// The container's command line: commands as people know them, what they print and what that does below, history, completion.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, write } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { change, dialog, diff, happened, run } from "../support/containers.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";
import { expand, row } from "../support/rows.mjs";
import { content } from "../support/tar.mjs";

/** @import { Page } from "playwright-core" */

const STORY = fixture("docker/20.10/story.tar.gz");
const line = (/** @type {Page} */ page) => page.getByLabel("Command line");
/** @param {Page} page @param {string} text */
async function type(page, text) {
  await line(page).fill(text);
  await line(page).press("Enter");
  await page.waitForFunction(
    (typed) => document.querySelector(".step:last-child code")?.textContent?.endsWith(typed),
    text,
  );
}

test("commands print, change and are refused as in a shell; one line is one step", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await type(page, "cat /etc/motd");
    await page.locator(".step:last-child .printed").getByText("hello").waitFor();
    await type(page, "mkdir -p /a/b && echo 'two words' > /a/b/c; chmod 600 /etc/motd; rm /bin/busybox");
    await happened(page, /copy-up \/etc\/motd: the whole file, 6 B, from layer 2/);
    await happened(page, /whiteout \/bin\/busybox: hides 1 entry, 1\.98 MB, still stored in layer 1: it frees nothing/);
    await type(page, "cat /a/b/c");
    await page.locator(".step:last-child .printed").getByText("two words").waitFor();
    await type(page, "rm nothing");
    await page.locator(".step:last-child .printed.error").getByText("No such file or directory").waitFor();
    await expand(page, "a", "b");
    await row(page, "c").click();
    await page.locator("ls-file-tab ls-content").getByText("two words", { exact: true }).waitFor();
    await page.getByRole("tab", { name: "Layer", exact: true }).click();
    assert.ok((await diff(page, 7)).includes("D /bin/busybox"));
    await row(page, "c").focus();
    await page.keyboard.press("Control+z");
    await page.getByText("The container does not differ from the image yet.").waitFor();
  }));

test("history by arrows, completion by Tab, the directory in the prompt; commit and rm as docker's", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    await line(page).fill("cd /us");
    await line(page).press("Tab");
    await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.activeElement).value === "cd /usr/");
    await line(page).press("Enter");
    await page.locator(".prompt .cwd").getByText("/usr #").waitFor();
    await type(page, "pwd");
    await line(page).press("ArrowUp");
    assert.equal(await line(page).inputValue(), "pwd");
    await line(page).press("ArrowUp");
    assert.equal(await line(page).inputValue(), "cd /usr/");
    await type(page, "touch /tmp/made");
    await change(page, "tmp", "Change mode");
    await dialog(page).getByLabel("Mode, octal", { exact: true }).fill("700");
    await dialog(page)
      .locator("code")
      .getByText(/^chmod 0?700 \/tmp$/)
      .waitFor();
    await dialog(page).getByRole("button", { name: "Cancel" }).click();
    await line(page).fill("docker commit -m noted");
    await line(page).press("Enter");
    await happened(page, /Committed container 1/);
  }));

test("docker cp, both ways: an upload becomes the file that the line names; what is taken out are the very bytes", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await run(page);
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7 + (i >> 8)) & 255));
    const chooser = page.waitForEvent("filechooser");
    await type(page, "docker cp ./here/notes.bin this:/root");
    await (await chooser).setFiles(write("other-name.bin", bytes));
    await happened(page, /Copied other-name\.bin into the container[\s\S]*created \/root\/notes\.bin/);
    await type(page, "stat -c '%s %a %u' /root/notes.bin");
    await page.locator(".step:last-child .printed").getByText("70000 644 0").waitFor();

    const out = async (/** @type {string} */ line) => {
      const download = page.waitForEvent("download");
      await type(page, line);
      const saved = await download;
      return { name: saved.suggestedFilename(), data: readFileSync(await saved.path()) };
    };
    const file = await out("docker cp this:/root/notes.bin /tmp/copy.bin");
    assert.equal(file.name, "copy.bin");
    assert.ok(file.data.equals(bytes));
    const stored = await out("docker cp this:/etc/motd .");
    assert.deepEqual([stored.name, stored.data.toString()], ["motd", "hello\n"]);
    const folder = await out("docker cp :/root -");
    assert.equal(folder.name, "root.tar");
    assert.ok(content(folder.data, /notes\.bin$/).equals(bytes));
    const alone = await out("docker cp :/etc/motd -");
    assert.equal(content(alone.data, /motd$/).toString(), "hello\n");

    await type(page, "docker cp :/nothing .");
    await page.locator(".step:last-child .printed.error").getByText("/nothing: No such file or directory").waitFor();
    await type(page, "docker cp - :/root");
    await page.locator(".step:last-child .printed.error").getByText("is not unpacked here").waitFor();
  }));

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["ko-KR", "dark", { width: 390, height: 844 }],
])) {
  test(`the command line, ${locale}, ${viewport.width} wide: no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      const narrow = viewport.width < 720;
      await page.locator("ls-drop input.file").setInputFiles(STORY);
      await mark(page, "verified");
      if (narrow) await page.locator("ls-parts button").nth(0).click();
      await page.locator("ls-stack button.run").click();
      await page.locator(".slab.upper").waitFor();
      if (narrow) await page.locator("ls-parts button").nth(1).click();
      const input = page.locator(".prompt input");
      for (const text of ["ls -l /", "chmod 600 /etc/passwd", "rm nothing"]) {
        await input.fill(text);
        await input.press("Enter");
        await page.waitForFunction(
          (typed) => document.querySelector(".step:last-child code")?.textContent?.endsWith(typed),
          text,
        );
      }
      await fits(page, locale);
      await sound(page, locale);
      await picture(page, `container-shell-${locale}`);
    }));
}
