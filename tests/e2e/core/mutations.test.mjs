// Five hundred broken archives one after the other in the same page: it tells what is wrong and goes on.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, STORY, write } from "../support/archives.mjs";
import { mutations } from "../support/mutations.mjs";
import { layers, mark, open, verified, withPage } from "../support/page.mjs";
import { present } from "../support/rows.mjs";

/** @import { Page } from "playwright-core" */

/** For one archive of some hundred kilobytes, on a busy machine. */
const SOON_MS = 8000;

const COUNT = 500;

test("the mutations are those that the command line is given", () => {
  const hash = createHash("sha256");
  for (const { bytes } of mutations(COUNT)) hash.update(bytes);
  assert.equal(hash.digest("hex"), readFileSync(fixture("mutations.sha256"), "utf8").trim());
});

/** Resolves to what the page shows, once it has come to rest: all is read, or the page shows the problem. @param {Page} page */
async function settled(page) {
  const phase = await page.waitForFunction(
    () => {
      const { phase } = document.body.dataset;
      const read = performance.getEntriesByName("layerscope:tree").length > 0;
      return phase === "problem" || (phase === "explore" && read) ? phase : null;
    },
    null,
    { timeout: SOON_MS, polling: 20 },
  );
  return /** @type {string} */ (await phase.jsonValue());
}

test(`${COUNT} broken archives, and a sound one in the end`, () =>
  withPage({}, async (page) => {
    /** @type {Record<string, number>} */
    const ends = {};
    const input = page.locator("ls-drop input.file");
    let i = 0;
    for (const { what, bytes } of mutations(COUNT)) {
      await page.evaluate(() => {
        performance.clearMarks();
        document.body.dataset.phase = "start";
      });
      await input.setInputFiles(write(`${i++}.tar`, bytes));
      const phase = await settled(page).catch((error) => assert.fail(`${what}: ${error}`));
      ends[phase] = (ends[phase] ?? 0) + 1;
      if (phase === "problem") {
        const words = await page.getByRole("alert").innerText();
        assert.doesNotMatch(words, /our mistake|stopped working/, what);
        continue;
      }
      // Usable: the layers can be walked, and the details drawn.
      await layers(page).press("End");
      await page.locator("#tab-image").click();
      await page.getByRole("heading", { name: "Config" }).waitFor({ timeout: SOON_MS });
      await page.locator("#tab-archive").click();
      await page.locator(".members tbody tr").first().waitFor({ timeout: SOON_MS });
      assert.equal(await page.getByText("our mistake").count(), 0, what);
    }
    assert.ok((ends.explore ?? 0) > COUNT / 10 && (ends.problem ?? 0) > COUNT / 20, JSON.stringify(ends));
    await open(page, STORY);
    await mark(page, "verified");
    assert.equal(await verified(page).count(), 3);
    await present(page, "root");
  }));
