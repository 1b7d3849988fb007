// A container's menus and keys: refused operations, the keyboard alone, both languages and themes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, STORY } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { change, container, dialog, fill, happened, key, menu, run } from "../support/containers.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";
import { absent, expand, present, row } from "../support/rows.mjs";

const RICH = fixture("docker/20.10/rich.tar.gz");

test("a mode bit copies the whole file up; what is refused is said as the system says it, and nothing is done", () =>
  withPage({}, async (page) => {
    await open(page, RICH);
    await run(page);
    await expand(page, "etc", "bin");
    await change(page, "busybox", "Change mode");
    await fill(page, { "Mode, octal": "4755" });
    await happened(page, /copy-up \/bin\/busybox: the whole file, 1\.98 MB, from layer 1/);
    await container(page, 1).filter({ hasText: "1.98 MB" }).waitFor();
    await row(page, "bin").focus();
    await page.keyboard.press("ArrowLeft");
    await change(page, "motd", "Rename or move");
    await dialog(page).getByLabel("Path").fill("/nowhere/motd");
    await page.keyboard.press("Enter");
    await dialog(page).getByText("/nowhere/motd: No such file or directory").waitFor();
    await dialog(page).getByLabel("Path").fill("nowhere");
    await page.keyboard.press("Enter");
    await dialog(page).getByText("A path begins with / and ends with a name.").waitFor();
    await page.keyboard.press("Escape");
    await change(page, "etc", "New file");
    await fill(page, { Path: "/etc/motd", Text: "x" }, false);
    await dialog(page).getByText("/etc/motd: File exists").waitFor();
    await dialog(page).getByRole("button", { name: "Cancel" }).click();
    await container(page, 1).filter({ hasText: "1.98 MB" }).waitFor();
    await happened(page, /was refused and changed nothing/);
    // Names that are no text go back to the core as the bytes that they are.
    await expand(page, "data", "types");
    await change(page, "caf\\351", "Delete");
    await row(page, "caf\\351").filter({ hasText: "removed in the container" }).waitFor();
  }));

test("by the keyboard alone: run, make, rename, delete, take back, look at the lines", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await page.getByRole("button", { name: "Run a container" }).focus();
    await page.keyboard.press("Enter");
    await container(page, 1).waitFor();
    await row(page, "bin").focus();
    await key(page, "Shift+F10");
    await menu(page).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await menu(page).waitFor({ state: "detached" });
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /bin/);
    await page.keyboard.press("n");
    await dialog(page).waitFor();
    await page.keyboard.type("made");
    await page.keyboard.press("Enter");
    await dialog(page).waitFor({ state: "detached" });
    await page.keyboard.press("ArrowRight");
    await present(page, "made");
    await row(page, "made").focus();
    await page.keyboard.press("F2");
    await dialog(page).waitFor();
    await page.keyboard.type("named");
    await page.keyboard.press("Enter");
    await present(page, "named");
    await absent(page, "made");
    await row(page, "named").focus();
    await page.keyboard.press("Delete");
    await absent(page, "named");
    await page.keyboard.press("Control+z");
    await present(page, "named");
  }));

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["en-US", "dark", { width: 1280, height: 720 }],
  ["ko-KR", "dark", { width: 390, height: 844 }],
])) {
  test(`a container on the page, ${locale}, ${colorScheme}, ${viewport.width} wide: no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      const name = `container-${locale}-${colorScheme}`;
      const part = (/** @type {number} */ n) => page.locator("ls-parts button").nth(n).click();
      const narrow = viewport.width < 720;
      const chooser = page.waitForEvent("filechooser");
      await page.locator("ls-start button.primary").click();
      await (await chooser).setFiles(RICH);
      await mark(page, "tree");
      if (narrow) await part(0);
      for (let i = 0; i < 2; i++) await page.locator("ls-stack button.run").click();
      await page.locator(".slab.upper").waitFor();
      await fits(page, name);
      await sound(page, `${name}: the stack`);
      await picture(page, `${name}-stack`);
      if (narrow) await part(1);
      const named = (/** @type {string} */ text) =>
        page.locator(".grid [data-index]").filter({ has: page.locator(".text").getByText(text, { exact: true }) });
      await named("etc").hover();
      await named("etc").locator(".change").click();
      await page.locator('[role="menu"]').waitFor();
      await sound(page, `${name}: the menu`);
      await picture(page, `${name}-menu`);
      await page.keyboard.press("n");
      await dialog(page).locator("textarea").fill("x");
      await sound(page, `${name}: a dialog`);
      await picture(page, `${name}-dialog`);
      await dialog(page).locator("input").fill("/etc/new");
      await page.keyboard.press("Enter");
      await dialog(page).waitFor({ state: "detached" });
      await named("bin").focus();
      await page.keyboard.press("d");
      await page.locator("ls-container-log .effect.whiteout").waitFor();
      await fits(page, `${name}: files`);
      await sound(page, `${name}: what happened`);
      await picture(page, `${name}-files`);
      if (narrow) await part(2);
      await page.locator("#tab-layer").click();
      await page.locator(".docker-diff li").first().waitFor();
      await fits(page, `${name}: docker diff`);
      await sound(page, `${name}: docker diff`);
      await picture(page, `${name}-diff`);
    }));
}
