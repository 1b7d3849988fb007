// The sha256 of every version, computed once and when a person asks, and the other places of the same bytes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { fixture, write } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { digest, dockerArchive } from "../support/build.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";
import { expand, row } from "../support/rows.mjs";
import { content, layers, members } from "../support/tar.mjs";
import { start } from "../support/viewer.mjs";

test("every version has its sha256, and the other places of the same bytes are a click away", () =>
  withPage({}, async (page) => {
    const rich = fixture("docker/20.10/rich.tar.gz");
    const archive = gunzipSync(readFileSync(rich));
    const sha256 = (/** @type {string} */ path) => {
      for (const layer of layers(archive)) {
        const tar = content(archive, layer);
        if (members(tar).some(({ name }) => name === path)) return digest(content(tar, path)).slice("sha256:".length);
      }
      throw new Error(`No layer holds ${path}`);
    };
    await open(page, rich);
    await mark(page, "verified");
    await page.locator("#query").fill("data/dup/blob");
    await row(page, "blob3").click();
    const tab = page.locator("ls-file-tab");
    await tab.getByText(sha256("data/dup/blob3"), { exact: true }).waitFor();
    // Layer 10 moved blob1 there by cp and rm: the old bytes stay in layer 2, and once more where chmod wrote them again.
    await tab.getByRole("heading", { name: /^\d+ other paths with the same bytes$/ }).waitFor();
    const others = await tab.locator(".largest .link").allTextContents();
    assert.deepEqual(others, ["/data/dup/blob1", "/data/dup/blob2", "/data/dup/blob1", "/data/dup/blob2"]);
    await tab.locator(".largest .link").first().click();
    await tab.locator(".path b").getByText("blob1", { exact: true }).waitFor();
    await tab.getByText(sha256("data/dup/blob1"), { exact: true }).waitFor();
    await tab.getByText("the same bytes once more").waitFor();
    await sound(page, "copies");
    // A directory sums up what each layer did below it.
    await page.locator("#query").fill("/data/a kind:dir");
    await row(page, "a").click();
    await tab.getByText("Inside it: 1 added, 4 removed · stores 4 B").waitFor();
    await tab.getByText("Inside it: 1 added, 2 changed, 1 removed · stores 8 B").waitFor();
  }));

/** Notes for which calls readers are sent to work. */
function watchReaders() {
  const post = Worker.prototype.postMessage;
  Object.assign(window, { asked: [] });
  Worker.prototype.postMessage = /** @this {Worker} */ function (/** @type {any} */ message, /** @type {any} */ more) {
    if (message?.call) /** @type {any} */ (window).asked.push(message.call);
    return post.call(this, message, more);
  };
}

test("a file that no other one may equal is hashed when a person looks at it; a large one when they ask", () =>
  withPage({}, async (page) => {
    const small = Buffer.from("no other file has so many bytes\n");
    const big = Buffer.alloc((17 << 20) + 5, "0123456789abcdef");
    const data = [
      { path: "f/", type: "5" },
      { path: "f/small.txt", data: small },
      { path: "f/big.bin", data: big },
      { path: "f/link.bin", type: "1", link: "f/small.txt" },
    ];
    await page.evaluate(watchReaders);
    await open(page, write("unique.tar", dockerArchive({ layers: [data], history: [{ created_by: "COPY f" }] })));
    await mark(page, "verified");
    await expand(page, "f");
    const hashed = () =>
      page.evaluate(
        () => /** @type {any} */ (window).asked.filter((/** @type {string} */ call) => call === "sha256").length,
      );
    const tab = page.locator("ls-file-tab");
    const place = tab.locator("ls-sha256");
    const hash = (/** @type {Buffer} */ bytes) =>
      place.getByText(digest(bytes).slice("sha256:".length), { exact: true });
    assert.equal(await hashed(), 0);

    await row(page, "small.txt").click();
    await hash(small).waitFor();
    assert.equal(await hashed(), 1);
    await place.getByRole("button", { name: "Copy: sha256" }).waitFor();
    await sound(page, "hashed");

    await row(page, "big.bin").click();
    const compute = place.getByRole("button", { name: "Compute sha256" });
    await compute.waitFor();
    const height = async () => (await place.boundingBox())?.height;
    const before = await height();
    await sound(page, "to be hashed");
    await picture(page, "content-sha256-button");
    await compute.click();
    await hash(big).waitFor();
    assert.equal(await height(), before);
    assert.equal(await hashed(), 2);
    assert.equal(await page.evaluate(() => document.activeElement?.className), "copy");

    // The page keeps a hash that it knows; a hard link has its target's.
    await row(page, "small.txt").click();
    await hash(small).waitFor();
    await row(page, "link.bin → f/small.txt").click();
    await hash(small).waitFor();
    await row(page, "big.bin").click();
    await hash(big).waitFor();
    assert.equal(await hashed(), 2);
    for (const [theme, width, height] of /** @type {const} */ ([
      ["light", 1280, 800],
      ["dark", 1280, 800],
      ["light", 390, 844],
      ["dark", 390, 844],
    ])) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height });
      await place.scrollIntoViewIfNeeded();
      await picture(page, `content-sha256-${theme}-${width}`);
    }
  }));

test("the reason why a file can't be hashed stands in the place of the hash", () =>
  withPage({}, async (page) => {
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = /** @this {Worker} */ function (
        /** @type {any} */ message,
        /** @type {any} */ more,
      ) {
        if (message?.call !== "sha256") return post.call(this, message, more);
        const data = { id: message.id, crash: "RuntimeError: unreachable", memory: 0 };
        setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })));
      };
    });
    await start(page);
    await row(page, "secret.txt").locator(".strip i").first().click();
    const place = page.locator("ls-sha256");
    await place.getByText("stopped working").waitFor();
    await place.getByRole("button", { name: "Compute sha256" }).waitFor();
    await place.scrollIntoViewIfNeeded();
    await sound(page, "not hashed");
    await picture(page, "content-sha256-problem");
  }));
