// Content that is large, damaged or saved as a tar.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { damaged, fixture } from "../support/archives.mjs";
import { sound } from "../support/axe.mjs";
import { CONFIG_2, large } from "../support/contents.mjs";
import { open, picture, withPage } from "../support/page.mjs";
import { expand, row } from "../support/rows.mjs";
import { button, lines, saved, shown, start, view, viewer } from "../support/viewer.mjs";

test("a large file opens at once, is turned page by page, and jumps to its end and to any byte", () =>
  withPage({}, async (page) => {
    const { path, count, text } = large(128);
    await open(page, path);
    await view(page, "big.log");
    await viewer(page).locator(".ln").first().waitFor();
    assert.equal((await lines(page))[0], text(0));
    await button(viewer(page), "Next page").click();
    await viewer(page)
      .getByText(/^Lines 1,001/)
      .waitFor();
    assert.equal((await lines(page))[0], text(1000));
    const before = Date.now();
    await button(viewer(page), "Last page").click();
    await viewer(page)
      .getByText(String(count - 1).padStart(10, "0"), { exact: false })
      .waitFor();
    assert.ok(Date.now() - before < 3000, `the end took ${Date.now() - before} ms`);
    assert.equal((await lines(page)).at(-1), text(count - 1));
    await button(viewer(page), "Previous page").click();
    await viewer(page)
      .getByText(String(count - 1001).padStart(10, "0"), { exact: false })
      .waitFor();
    await viewer(page)
      .getByRole("textbox")
      .fill(String(64 * 1_000_000 + 7));
    await page.keyboard.press("Enter");
    await viewer(page).locator(".ln.here", { hasText: "0001000000" }).waitFor();
    await picture(page, "content-large");
  }));

test("a version in a damaged stretch: the bytes before the damage, and a sentence", () =>
  withPage({}, async (page) => {
    await open(page, damaged.layerCut());
    await expand(page, "bin");
    await row(page, "busybox").first().click();
    await shown(page).getByText("Readable up to byte").or(shown(page).locator(".hx").first()).first().waitFor();
    await button(shown(page), "Open").click();
    await button(viewer(page), "Last page").click();
    await viewer(page)
      .getByText(/Readable up to byte/)
      .waitFor();
    await viewer(page).getByText("The data ends too early").waitFor();
    await viewer(page).locator(".hx").first().waitFor();
    await sound(page, "damaged");
    await picture(page, "content-damaged");
    const { path } = await saved(page, () => button(viewer(page), "Save").click());
    assert.ok(readFileSync(path).length > 100_000);
    await page.locator(".saving").getByText("Some parts could not be read").waitFor();
  }));

/** @param {string} path */
function listed(path) {
  const { stdout, stderr, status } = spawnSync("tar", ["-tf", path], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split("\n");
}

test("a directory, the merged view and a layer are saved as tars that tar takes", () =>
  withPage({}, async (page) => {
    await start(page);
    await row(page, "sub").click();
    const sub = await saved(page, () => button(shown(page), "Save as tar").click());
    assert.equal(sub.name, "sub.tar");
    assert.deepEqual(
      listed(sub.path)
        .filter((name) => !name.endsWith("/"))
        .map((name) => name.split("/").at(-1))
        .sort(),
      ["three.txt", "two.txt"],
    );
    await page.locator("#tab-image").click();
    const all = await saved(page, () => page.getByRole("button", { name: "Save merged view as tar" }).click());
    const names = listed(all.path);
    assert.ok(
      names.some((name) => name.endsWith("f/app.conf")),
      names.join(),
    );
    assert.ok(!names.some((name) => name.endsWith("secret.txt")), names.join());
    const { stdout } = spawnSync("tar", ["-xOf", all.path, names.find((name) => name.endsWith("f/app.conf")) ?? ""], {
      encoding: "utf8",
    });
    assert.equal(stdout, `${CONFIG_2.join("\n")}\n`);
    await page.locator("#tab-layer").click();
    const layer = await saved(page, () => page.getByRole("button", { name: "Save layer as tar" }).click());
    assert.match(layer.name, /^layer-3-[0-9a-f]{12}\.tar$/);
    assert.deepEqual(listed(layer.path), ["f/.wh.secret.txt", "f/sub/.wh.one.txt", "f/sub/three.txt"]);
  }));

test("the layer of a real image is saved as the bytes that its diff_id names", () =>
  withPage({}, async (page) => {
    await open(page, fixture("skopeo/1.9/story.oci-gzip.tar"));
    const { path } = await saved(page, () => page.getByRole("button", { name: "Save layer as tar" }).click());
    const { stdout } = spawnSync("sha256sum", [path], { encoding: "utf8" });
    const named = await page
      .locator("ls-layer-tab .facts")
      .getByText(/^sha256:/)
      .allTextContents();
    assert.ok(named.includes(`sha256:${stdout.slice(0, 64)}`), `${stdout} is not among ${named}`);
  }));
