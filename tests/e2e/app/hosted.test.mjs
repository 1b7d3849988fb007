// The same page with its parts beside it, served over HTTP: it loads its own files and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { OCI, unpacked, writeFolder } from "../support/archives.mjs";
import { drop, layers, mark, withPage } from "../support/page.mjs";

/** @type {import("node:http").Server} */
let server;
let origin = "";
before(async () => {
  server = await serve(at("dist"), 0);
  const address = server.address();
  origin = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
});
after(() => server.close());

/** The page, and all that it may load. */
const hosted = () => {
  const parts = ["app.js", "sample.js", "style.css", "wasm.js", "worker.js"];
  const own = ["/", ...parts.map((name) => `/assets/${name}`)].map((path) => origin + path);
  return { url: `${origin}/`, allow: (/** @type {string} */ url) => own.includes(url) };
};

test("the hosted page opens the sample", () =>
  withPage(hosted(), async (page) => {
    await page.getByRole("button", { name: "Try a sample" }).click();
    await mark(page, "verified");
    assert.equal(await layers(page).getByRole("option").count(), 3);
  }));

test("a dropped folder, in a browser that has no handles", () =>
  withPage(hosted(), async (page) => {
    await page.evaluate(() => Reflect.deleteProperty(DataTransferItem.prototype, "getAsFileSystemHandle"));
    await drop(page, [writeFolder("layout", unpacked(readFileSync(OCI)))]);
    await mark(page, "verified");
    assert.equal(await layers(page).getByRole("option").count(), 3);
  }));

test("the server hands out what is in its folder only", async () => {
  for (const path of [
    "/../Cargo.toml",
    "/%2e%2e/Cargo.toml",
    "/assets/..%2f..%2fCargo.toml",
    "/assets",
    "/nothing",
    "/%",
  ]) {
    const response = await fetch(origin + path);
    assert.equal(response.status, 404, path);
  }
  assert.equal((await fetch(`${origin}/layerscope.html`)).status, 200);
});
