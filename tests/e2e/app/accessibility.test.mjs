// The page in its states, themes and languages: no finding of axe, nothing that needs a mouse, nothing that is cut off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { damaged, fixture, STORY, writeFolder } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { drop, layers, mark, open, pick, picture, withPage } from "../support/page.mjs";
import { findings, many, platforms, unreadable } from "../support/wild.mjs";

const SIZES = { wide: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };
const LOOKS = /** @type {const} */ ([
  ["en-US", "light"],
  ["en-US", "dark"],
  ["ko-KR", "light"],
  ["ko-KR", "dark"],
]);

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const [locale, colorScheme] of LOOKS) {
    const name = `${size}-${locale.slice(0, 2)}-${colorScheme}`;
    test(`${name}: start, explore with each tab, problem`, () =>
      withPage({ viewport, locale, colorScheme, reducedMotion: "reduce" }, async (page) => {
        const check = async (/** @type {string} */ state) => {
          await picture(page, `${state}-${name}`);
          await fits(page, state);
          await sound(page, state);
        };
        const file = page.locator("ls-drop input.file");
        assert.equal(await page.locator("html").getAttribute("lang"), locale.slice(0, 2));
        await check("start");

        await file.setInputFiles(fixture("docker/20.10/rich.tar.gz"));
        await mark(page, "verified");
        await check("explore");
        if (size === "phone") await page.locator("ls-parts button").nth(1).click();
        for (const shape of ["list", "diagram", "treemap"]) {
          await page.locator(`input[name="shape"][value="${shape}"]`).check();
          await page
            .locator(
              { list: ".tbody [role=row]", diagram: "ls-diagram [role=grid]", treemap: "canvas[data-drawn]" }[shape] ??
                "",
            )
            .first()
            .waitFor();
          await check(`explore-${shape}`);
        }
        await page.locator('input[name="shape"][value="tree"]').check();
        if (size === "phone") await page.locator("ls-parts button").last().click();
        for (const tab of await page.getByRole("tab").all()) {
          await tab.click();
          await check(`explore-${(await tab.getAttribute("id")) ?? (await tab.innerText())}`);
        }

        await page.evaluate(() => performance.clearMarks());
        await file.setInputFiles(damaged.text());
        await page.getByRole("alert").waitFor();
        await check("problem");
      }));
  }
}

test("the help and a damaged layer have no finding, either", () =>
  withPage({}, async (page) => {
    await pick(page, damaged.gzipCorrupt());
    await mark(page, "verified");
    await sound(page, "damaged layer");
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await sound(page, "help");
    await picture(page, "help");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }));

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["en-US", "light", SIZES.wide],
  ["ko-KR", "dark", SIZES.phone],
])) {
  test(`${locale}, ${colorScheme}: findings, layers that can't be read, attestations, a root file system, many layers, an empty folder`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      const check = async (/** @type {string} */ state) => {
        await picture(page, `${state}-${locale.slice(0, 2)}`);
        await fits(page, state);
        await sound(page, state);
      };
      const show = async (/** @type {string} */ path) => {
        await page.evaluate(() => performance.clearMarks());
        await page.locator("ls-drop input.file").setInputFiles(path);
        await mark(page, "verified");
      };
      await show(unreadable());
      await check("unreadable");
      await page.locator("footer .to-findings").click();
      await page.locator("ls-findings-tab li").first().waitFor();
      await check("unreadable-findings");
      await show(findings());
      await page.locator("footer .to-findings").click();
      await page.locator("ls-findings-tab li").first().waitFor();
      await check("findings");
      await page.locator("ls-findings-tab button", { hasText: "loose.bin" }).click();
      await page.locator("tr.here").waitFor();
      await check("finding-member");
      await show(platforms());
      if (viewport === SIZES.phone) await page.locator("ls-parts button").last().click();
      await page.locator("#tab-image").click();
      await page.locator(".statement button[aria-expanded]").click();
      await page.locator(".statement-text").waitFor();
      await check("attestation");
      await show(fixture("docker/20.10/story.container.export.tar.gz"));
      await check("rootfs");
      await show(many());
      await check("many-layers");
      await drop(page, [writeFolder("nothing", [])]);
      await page.getByRole("alert").waitFor();
      await check("empty-folder");
    }));
}

test("all of it works without a mouse", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    /** @type {Set<string>} */
    const reached = new Set();
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => {
          const element = document.activeElement;
          const list = element?.closest('[role="listbox"], [role="treegrid"], [role="tablist"]');
          return list?.getAttribute("role") ?? element?.localName ?? "";
        }),
      );
    }
    for (const role of ["listbox", "treegrid", "tablist", "button"])
      assert.ok(reached.has(role), `Tab never reaches a ${role}`);
    await layers(page).getByRole("option").first().waitFor();
  }));

test("nothing moves while layers arrive", () =>
  withPage({}, async (page) => {
    await page.evaluate(() => {
      /** @type {any} */ (globalThis).shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { hadRecentInput, startTime, value, sources } = /** @type {any} */ (entry);
          const moved = sources.map(
            (/** @type {any} */ { node }) => `${node?.localName ?? "text"}.${node?.className ?? ""}`,
          );
          if (!hadRecentInput) /** @type {any} */ (globalThis).shifts.push({ at: startTime, value, moved });
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await open(page, fixture("docker/20.10/rich.tar.gz"));
    await mark(page, "verified");
    const stack = await page.evaluate(() => performance.getEntriesByName("layerscope:stack")[0]?.startTime ?? 0);
    const shifts = await page.evaluate(() => /** @type {any} */ (globalThis).shifts);
    const after = shifts.filter((/** @type {{ at: number }} */ { at }) => at > stack);
    const sum = after.reduce(
      (/** @type {number} */ total, /** @type {{ value: number }} */ { value }) => total + value,
      0,
    );
    assert.ok(sum < 0.01, `after the stack was drawn, the layout shifted by ${sum}: ${JSON.stringify(after)}`);
  }));
