// Build records on the page: alone, several in one export, and beside the image that a build made.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { mark, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

const CONTAINERD = "engines/docker-28-containerd";
const IN = {
  "en-US": { title: "Build of bakery", parts: "Details", build: "Build" },
  "ko-KR": { title: "bakery 빌드", parts: "세부 정보", build: "빌드" },
};

/** @param {Page} page @param {string[]} names below tests/fixtures */
const open = (page, ...names) => page.locator("ls-drop input.file").setInputFiles(names.map(fixture));

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["en-US", "dark", { width: 390, height: 844 }],
  ["ko-KR", "dark", { width: 1280, height: 720 }],
  ["ko-KR", "light", { width: 390, height: 844 }],
])) {
  test(`a record alone, ${locale}, ${colorScheme}, ${viewport.width} wide: no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      await open(page, `${CONTAINERD}/bread-cached.dockerbuild`);
      await page.getByRole("heading", { name: IN[locale].title }).waitFor();
      await page.locator(".bd-log").waitFor();
      await picture(page, `build-${locale.slice(0, 2)}-${viewport.width}`);
      await fits(page, "build");
      await sound(page, "build");
    }));

  test(`a record beside its image, ${locale}, ${colorScheme}, ${viewport.width} wide: no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      await open(page, `${CONTAINERD}/bread-cached.tar.gz`, `${CONTAINERD}/bread-cached.dockerbuild`);
      await mark(page, "verified");
      if (viewport.width < 720) await page.locator("ls-parts button").last().click();
      await page.locator("ls-layer-tab .bd-title").waitFor();
      await picture(page, `build-layer-${locale.slice(0, 2)}-${viewport.width}`);
      await sound(page, "build step of a layer");
      await page.locator("ls-layer-tab .bd-title button").click();
      await page.locator("ls-details .bd-log").waitFor();
      await picture(page, `build-tab-${locale.slice(0, 2)}-${viewport.width}`);
      await fits(page, "build tab");
      await sound(page, "build tab");
    }));
}

test("the steps are chosen by keyboard, their output and lines follow, the graph and bars are drawn", () =>
  withPage({}, async (page) => {
    await open(page, `${CONTAINERD}/bread-cached.dockerbuild`);
    const rows = page.locator(".bd-row button");
    await rows.first().waitFor();
    assert.equal(await rows.count(), 17);
    assert.equal(await page.locator(".bd-graph circle").count(), 17);
    assert.equal(await page.locator(".bd-row.cached").count(), 9);
    // The step that took longest is shown first.
    await rows.filter({ hasText: "[stage-3 4/4] RUN" }).click();
    await page.locator(".bd-log", { hasText: "baking at 220, minute 3" }).waitFor();
    assert.match((await page.locator(".bd-source li.here").first().textContent()) ?? "", /^23\s*RUN --mount/);
    const before = await page.locator(".bd-row button[aria-current]").textContent();
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction(
      (was) => document.querySelector(".bd-row button[aria-current]")?.textContent !== was,
      before,
    );
    await page.keyboard.press("Home");
    await page.locator(".bd-warning", { hasText: "FromAsCasing" }).waitFor();
    assert.match((await page.locator(".bd-warning").first().textContent()) ?? "", /Dockerfile:3/);
    await page.locator(".bd-facts", { hasText: "OVEN" }).waitFor();
    await page.locator(".bd-facts", { hasText: "pkg:docker/base@1" }).waitFor();
  }));

test("a failed build shows its error, the step and the lines", () =>
  withPage({}, async (page) => {
    await open(page, `${CONTAINERD}/bread-failed.dockerbuild`);
    await page.locator(".bd-head .cost", { hasText: "exit code: 3" }).waitFor();
    assert.equal(await page.locator(".bd-row button[aria-current] .bd-sign.failed").count(), 1);
    assert.equal(await page.locator(".bd-source li.bad").count(), 5);
  }));

test("several records of one export are listed; an image that joins shows its steps", () =>
  withPage({}, async (page) => {
    await open(page, "builds/several.dockerbuild");
    const choice = page.locator(".bd-choice select");
    await choice.waitFor();
    assert.equal(await choice.locator("option").count(), 3);
    await choice.selectOption({ index: 2 });
    await page.getByRole("heading", { name: "Build of ctx/Plain" }).waitFor();
  }));

test("a record that is dropped beside an open image joins it; the life of a file leads to its line", () =>
  withPage({}, async (page) => {
    await open(page, `${CONTAINERD}/bread-uncached.tar.gz`);
    await mark(page, "verified");
    assert.equal(await page.locator("#tab-build").count(), 0);
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(fixture(`${CONTAINERD}/bread-uncached.dockerbuild`)).toString("base64");
    await page.evaluate((base64) => {
      const data = new DataTransfer();
      const file = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      data.items.add(new File([file], "bread.dockerbuild"));
      for (const type of ["dragenter", "dragover", "drop"])
        dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, bytes);
    await page.locator("#tab-build").waitFor();
    await page.locator("ls-layer-tab .bd-title", { hasText: "RUN" }).waitFor();
    await page.locator('ls-files [role="row"]', { hasText: "srv" }).first().click();
    await page.keyboard.press("ArrowRight");
    await page.locator('ls-files [role="row"]', { hasText: "bread" }).first().click();
    await page.locator(".versions button", { hasText: "Dockerfile:21" }).first().click();
    await page.locator("ls-details .bd-source li.here", { hasText: "COPY --from=dough" }).waitFor();
  }));
