// The same page with its parts beside it, served over HTTP: it loads its own four files and nothing else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { at } from "../../scripts/build/steps.mjs";
import { serve } from "../../scripts/serve.mjs";
import { layers, mark, withPage } from "./support/page.mjs";

/** @type {import("node:http").Server} */
let server;
let origin = "";
before(async () => {
  server = await serve(at("dist"), 0);
  const address = server.address();
  origin = `http://127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
});
after(() => server.close());

test("the hosted page opens the sample", () => {
  const own = ["/", "/assets/app.js", "/assets/core.js", "/assets/style.css"].map((path) => origin + path);
  return withPage({ url: `${origin}/`, allow: (url) => own.includes(url) }, async (page) => {
    await page.getByRole("button", { name: "Try a sample" }).click();
    await mark(page, "verified");
    assert.equal(await layers(page).getByRole("option").count(), 3);
  });
});

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
