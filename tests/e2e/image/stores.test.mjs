// The image as Docker's two stores hold it: what history and inspect print, the choice, and the four sizes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, OCI, STORY } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

/** @param {Page} page */
const panel = (page) => page.getByRole("tabpanel");
/** @param {Page} page @param {string} name */
const text = (page, name) => panel(page).locator(`pre[aria-label="${name}"]`);
/** The answers of Docker 28.5 after it loaded the story. @param {"graph" | "containerd"} store */
const answer = (store) =>
  JSON.parse(readFileSync(fixture(`docker/28.5/loaded/${store}.json`), "utf8"))["docker/20.10/story.tar.gz"][0];

/** Waits for an inspect of this id; resolves to it. @param {Page} page @param {string} id */
async function inspected(page, id) {
  const document = text(page, "Inspect").filter({ hasText: id });
  await document.waitFor();
  return JSON.parse(await document.innerText())[0];
}

/** @param {Page} page @param {string} name */
const value = (page, name) =>
  panel(page)
    .locator(".facts > div")
    .filter({ has: page.locator("dt", { hasText: name }) })
    .locator("dd");

test("the store that wrote the archive comes first; the other one prints what Docker prints with it", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await mark(page, "verified");
    await page.getByRole("tab", { name: "Image" }).click();
    await page.getByRole("radio", { name: "Classic", checked: true }).waitFor();
    await panel(page).getByText("It wrote this archive.").waitFor();
    const graph = answer("graph").inspect;
    assert.deepEqual(await inspected(page, graph.Id), graph);

    await page.getByRole("radio", { name: "containerd" }).check();
    const containerd = answer("containerd").inspect;
    assert.deepEqual(await inspected(page, containerd.Id), containerd);
    await text(page, "History")
      .filter({ hasText: containerd.Id.slice(7, 19) })
      .waitFor();
    await panel(page).getByText("Docker 29 has it from the start.").waitFor({ state: "detached" });

    // Both ids stand among the facts, whichever store prints.
    await value(page, "Id (classic)").getByText(graph.Id).waitFor();
    await value(page, "Id (containerd)").getByText(containerd.Id).waitFor();

    // The choice is the image's: another file begins with its own.
    await open(page, OCI);
    await page.getByRole("tab", { name: "Image" }).click();
    await page.getByRole("radio", { name: "containerd", checked: true }).waitFor();
    await panel(page).getByText("Docker 29 has it from the start.").waitFor();
    await page.getByRole("radio", { name: "Classic" }).check();
    await panel(page).getByText("Docker does not load this archive into the classic store.").waitFor();
    await picture(page, "stores");
  }));

test("four sizes stand together, each with its meaning; an unknown one has the reason", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await mark(page, "verified");
    await page.getByRole("tab", { name: "Image" }).click();
    const { inspect, list } = answer("containerd");
    await value(page, "To download").getByText("Not in this archive").waitFor();
    for (const [name, bytes] of /** @type {const} */ ([
      ["As content", inspect.Size],
      ["Unpacked", answer("graph").inspect.Size],
      ["On disk", list.Size],
    ])) {
      const size = value(page, name).locator("[title]");
      assert.equal((await size.getAttribute("title"))?.replace(/\D/g, ""), String(bytes), name);
      assert.match(await value(page, name).locator(".meaning").innerText(), /\.$/);
    }
    // The header's size has all that are known.
    const title = await page.locator("header .summary [title]").last().getAttribute("title");
    assert.match(title ?? "", /As content: [\s\S]*Unpacked: [\s\S]*On disk: /);

    await open(page, OCI);
    await page.getByRole("tab", { name: "Image" }).click();
    await value(page, "To download").locator("[title]").waitFor();
  }));

test("a root file system is in no store: its sizes say why", () =>
  withPage({}, async (page) => {
    await open(page, fixture("docker/20.10/diary.export.tar.gz"));
    await page.getByRole("tab", { name: "Image" }).click();
    await value(page, "As content").getByText("Not in this archive").waitFor();
    await value(page, "Unpacked").locator("[title]").waitFor();
    assert.equal(await page.getByRole("radio", { name: "Classic" }).count(), 0);
  }));

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", { width: 1280, height: 720 }],
  ["en-US", "dark", { width: 1280, height: 720 }],
  ["ko-KR", "light", { width: 390, height: 800 }],
  ["ko-KR", "dark", { width: 390, height: 800 }],
])) {
  test(`stores and sizes, ${locale}, ${colorScheme}, ${viewport.width} wide: no finding of axe`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      await page.locator("ls-drop input.file").setInputFiles(STORY);
      await mark(page, "verified");
      if (viewport.width < 720) await page.locator("ls-parts button").last().click();
      await page.locator("#tab-image").click();
      const where = `${locale.slice(0, 2)}-${colorScheme}-${viewport.width}`;
      await page.locator("ls-image-tab .facts").first().scrollIntoViewIfNeeded();
      await picture(page, `sizes-${where}`);
      const group = page.getByRole("radiogroup", { name: locale === "ko-KR" ? "이미지 스토어" : "Image store" });
      await group.evaluate((element) => element.scrollIntoView({ block: "start" }));
      await picture(page, `stores-${where}`);
      await fits(page, "stores");
      await sound(page, "stores");
    }));
}
