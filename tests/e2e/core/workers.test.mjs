// Workers that break down or fall silent: the page tells which layer it was, replaces them and goes on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../../../scripts/browser.mjs";
import { STORY, write } from "../support/archives.mjs";
import { dockerArchive } from "../support/build.mjs";
import { layers, mark, open, PAGE, picture, verified, withPage } from "../support/page.mjs";
import { present } from "../support/rows.mjs";

/**
 * Makes the scanner that is given this layer break down instead (layers are given out in their order): as a trap of the core reports
 * itself, or as a script that fails does, or by never answering.
 * @param {{ how: "trap" | "error" | "silence", layer: number }} broken
 */
function sabotage({ how, layer }) {
  const post = Worker.prototype.postMessage;
  let given = 0;
  Worker.prototype.postMessage = /** @this {Worker} */ function (
    /** @type {any} */ message,
    /** @type {any} */ transfer,
  ) {
    if (message?.type !== "job" || message.what !== "scan" || given++ !== layer)
      return post.call(this, message, transfer);
    if (how === "error") this.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true }));
    else if (how === "trap") {
      const data = { id: message.id, crash: "RuntimeError: unreachable", memory: 0 };
      this.dispatchEvent(new MessageEvent("message", { data }));
    }
  };
}

for (const how of /** @type {const} */ (["trap", "error"])) {
  test(`a scanner that breaks down (${how}) is replaced; the layer says so, the others are shown, the next file opens`, () =>
    withPage({}, async (page) => {
      await page.evaluate(sabotage, { how, layer: 1 });
      await open(page, STORY);
      const broken = layers(page).getByRole("option").nth(1);
      assert.match(await broken.innerText(), /its worker crashed/);
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
    await page.locator("ls-drop input.file").setInputFiles(STORY);
    await layers(page).getByRole("option").nth(2).waitFor();
    await page.locator("footer").getByText("Reading layers").waitFor();
    await page.clock.fastForward(31_000);
    await layers(page)
      .getByRole("option", { name: /its worker got stuck/ })
      .waitFor();
    await present(page, "root");
  }));

test("when the worker that holds the image breaks down, the page says so, and the next file opens", () =>
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

test("when the worker that holds the image does not answer for a minute, the page says so, and the next file opens", () =>
  withPage({}, async (page) => {
    await page.clock.install();
    await page.reload();
    const input = page.locator("ls-drop input.file");
    await input.setInputFiles(STORY);
    await verified(page).nth(2).waitFor();
    await layers(page).focus();
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      /** @type {Worker | null} */
      let deaf = null;
      Worker.prototype.postMessage = /** @this {Worker} */ function (
        /** @type {any} */ message,
        /** @type {any} */ transfer,
      ) {
        deaf ??= this;
        document.body.dataset.asked = "yes";
        if (this !== deaf) post.call(this, message, transfer);
      };
    });
    await page.keyboard.press("End");
    await page.locator("body[data-asked]").waitFor();
    await page.clock.fastForward(61_000);
    await page.getByRole("alert").getByText("made no progress").waitFor();
    await input.setInputFiles(STORY);
    await present(page, "root");
    assert.equal(await layers(page).getByRole("option").count(), 3);
  }));

test("workers that collect their garbage all the time read on", async () => {
  const big = { path: "big.bin", data: Buffer.alloc(100 << 20, "big") };
  const archive = write("garbage.tar", dockerArchive({ layers: [[big]], history: [{ created_by: "COPY big.bin" }] }));
  const browser = await launch(["--js-flags=--expose-gc"]);
  try {
    const page = await browser.newPage();
    page.on("worker", (worker) => {
      const collect = () => void setInterval(() => /** @type {any} */ (globalThis).gc(), 30);
      worker.evaluate(collect).catch(() => {});
    });
    await page.goto(PAGE);
    await page.locator("ls-drop input").first().waitFor({ state: "attached" });
    await open(page, archive);
    await mark(page, "verified");
    assert.equal(await verified(page).count(), 1);
  } finally {
    await browser.close();
  }
});
