// An upload stays where it is: not a byte of it is read when it is put into a container, and the core's memory does not grow by it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORY, write } from "../support/archives.mjs";
import { bar, container, run } from "../support/containers.mjs";
import { mark, open, withPage } from "../support/page.mjs";

const BIG = 50 << 20;

test("50 MB put into a container: nothing of it is read, memory stays as it was", () =>
  withPage({}, async (page) => {
    await page.addInitScript(() => {
      // The page's own thread never reads a file; workers read through FileReaderSync, whose reads are slices of what they were sent.
      const read = /** @type {string[]} */ ([]);
      Object.assign(globalThis, { read });
      for (const name of /** @type {const} */ (["arrayBuffer", "text", "stream", "bytes"])) {
        const own = /** @type {any} */ (Blob.prototype)[name];
        if (!own) continue;
        /** @type {any} */ (Blob.prototype)[name] = function (/** @type {any[]} */ ...args) {
          if (this.size >= 1 << 20) read.push(`${name} of ${this.size}`);
          return own.apply(this, args);
        };
      }
    });
    await page.reload();
    await open(page, STORY);
    await mark(page, "verified");
    await run(page);
    const memory = () => page.evaluate(() => /** @type {any} */ (globalThis).layerscope.memory());
    const before = await memory();
    // The core, which rides in the page, was unpacked from a Blob of more than 1 MB.
    await page.evaluate(() => {
      /** @type {any} */ (globalThis).read.length = 0;
    });
    const chooser = page.waitForEvent("filechooser");
    await bar(page).getByRole("button", { name: "Upload files" }).click();
    await (await chooser).setFiles(write("fifty.bin", Buffer.alloc(BIG, 7)));
    await container(page, 1).filter({ hasText: "52.4 MB" }).waitFor();
    const grown = (await memory()) - before;
    assert.ok(grown < 2 << 20, `${grown} bytes more`);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).read), []);
  }));
