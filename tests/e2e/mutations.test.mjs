// Broken archives one after the other in the same page, and readers that break down: the page tells it and goes on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { fixture, STORY } from "./support/archives.mjs";
import { mutations } from "./support/mutations.mjs";
import { layers, mark, open, picture, verified, withPage } from "./support/page.mjs";
import { present } from "./support/rows.mjs";

/** @import { Page } from "playwright-core" */

/** For one archive of some hundred kilobytes, on a busy machine. */
const SOON_MS = 8000;

const sample = readFileSync(fixture("sample/sample.tar.gz"));
const plain = gunzipSync(sample);
const zstd = readFileSync(fixture("skopeo/1.9/story.oci-zstd.tar"));
/** Where the documents stand, most is decided. */
const CASES = [...mutations(plain, 54, 1), ...mutations(sample, 24, 2), ...mutations(zstd, 42, 3)];

/** Resolves to what the page shows, once it has come to rest: all is read, or the problem is told. @param {Page} page */
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

test(`${CASES.length} broken archives, and a sound one in the end`, () =>
  withPage({}, async (page) => {
    /** @type {Record<string, number>} */
    const ends = {};
    const input = page.locator("input[type=file]").first();
    for (const [i, { what, bytes }] of CASES.entries()) {
      await page.evaluate(() => {
        performance.clearMarks();
        document.body.dataset.phase = "start";
      });
      await input.setInputFiles({ name: `${i}.tar`, mimeType: "application/x-tar", buffer: bytes });
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
    assert.ok((ends.explore ?? 0) > 20 && (ends.problem ?? 0) > 5, JSON.stringify(ends));
    await open(page, STORY);
    await mark(page, "verified");
    assert.equal(await verified(page).count(), 3);
    await present(page, "root");
  }));

/**
 * Makes the first scanner that is given this layer break down instead: as a trap of the core tells of itself, or as a script
 * that fails does, or by never answering.
 * @param {{ how: "trap" | "error" | "silence", layer: number }} broken
 */
function sabotage({ how, layer }) {
  const post = Worker.prototype.postMessage;
  let done = false;
  Worker.prototype.postMessage = /** @this {Worker} */ function (
    /** @type {any} */ message,
    /** @type {any} */ transfer,
  ) {
    if (done || message?.type !== "job" || message.what !== "scan" || message.layer !== layer)
      return post.call(this, message, transfer);
    done = true;
    if (how === "error") this.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true }));
    else if (how === "trap") {
      const data = { id: message.id, crash: "RuntimeError: unreachable", memory: 0 };
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  };
}

for (const how of /** @type {const} */ (["trap", "error"])) {
  test(`a scanner that breaks down (${how}) is replaced; the layer is told, the others are shown, the next file opens`, () =>
    withPage({}, async (page) => {
      await page.evaluate(sabotage, { how, layer: 1 });
      await open(page, STORY);
      const broken = layers(page).getByRole("option").nth(1);
      assert.match(await broken.innerText(), /its reader crashed/);
      await present(page, "root");
      await broken.click();
      await page.getByRole("tabpanel").getByText("stopped working").first().waitFor();
      await picture(page, `worker-${how}`);
      await page
        .getByRole("button", { name: /finding/ })
        .first()
        .click();
      await page.getByRole("listitem").filter({ hasText: "stopped working" }).waitFor();
      await open(page, STORY);
      await mark(page, "verified");
      assert.equal(await verified(page).count(), 3);
    }));
}

test("a scanner that falls silent is replaced after half a minute", () =>
  withPage({}, async (page) => {
    await page.clock.install();
    await page.reload();
    await page.evaluate(sabotage, { how: /** @type {const} */ ("silence"), layer: 1 });
    await page.locator("input[type=file]").first().setInputFiles(STORY);
    await layers(page).getByRole("option").nth(2).waitFor();
    await page.locator("footer").getByText("Reading layers").waitFor();
    await page.clock.fastForward(31_000);
    await layers(page)
      .getByRole("option", { name: /its reader got stuck/ })
      .waitFor();
    await present(page, "root");
  }));

test("when the worker that holds the image breaks down, that is told, and the next file opens", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await mark(page, "verified");
    // Focus first: whichever message comes next breaks the worker, and then the list is gone before a key reaches it.
    await layers(page).focus();
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = /** @this {Worker} */ function (/** @type {any} */ message) {
        Worker.prototype.postMessage = post;
        this.dispatchEvent(new MessageEvent("message", { data: { id: message.id, crash: "unreachable", memory: 0 } }));
      };
    });
    await page.keyboard.press("End");
    await page.getByRole("alert").getByText("stopped working").waitFor();
    await picture(page, "problem-crash");
    await open(page, STORY);
    assert.equal(await layers(page).getByRole("option").count(), 3);
  }));
