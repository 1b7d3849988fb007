// Several images side by side: opened together or one after the other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { damaged, fixture, MULTI, STORY, write } from "../support/archives.mjs";
import { dockerArchive } from "../support/build.mjs";
import { cells, chooser, door, drawing, figure, pick, tab } from "../support/images.mjs";
import { drop, files, layers, mark, open, picture, withPage } from "../support/page.mjs";

test("two archives that are dropped together: their layers grow from common trunks, counted once", () =>
  withPage({}, async (page) => {
    await drop(page, [MULTI, STORY]);
    await mark(page, "tree");
    assert.equal(await chooser(page).locator("option").count(), 4);
    await door(page).click();
    await page.getByRole("heading", { name: "Which layers do these images share?" }).waitFor();
    await drawing(page).waitFor();
    // As tar tf lists them: the base 2,037,760; layer 2 4,096; tops of 33,792, 32,768 and 9,216; the untagged image's 2,048.
    assert.equal(await figure(page, "Every image on its own"), "8,241,152 bytes");
    assert.equal(await figure(page, "Shared layers once, as on a host"), "2,119,680 bytes");
    assert.equal(await figure(page, "Saved by sharing"), "6,121,472 bytes");
    assert.equal(await drawing(page).locator(".tb").count(), 6);
    assert.equal(await drawing(page).locator(".cap").count(), 4);
    // The base is as wide as all four, at the bottom; layer 2 as the three that have it.
    const boxes = await drawing(page)
      .locator(".tb rect:not(.edge)")
      .evaluateAll((all) =>
        all.map((rect) => ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)))),
      );
    const [base, second] = boxes.toSorted((a, b) => (b[2] ?? 0) - (a[2] ?? 0));
    const wide = Number(await drawing(page).getAttribute("width"));
    assert.equal(base?.[2], wide);
    assert.ok(boxes.every((box) => box === base || (box[1] ?? 0) + (box[3] ?? 0) < (base?.[1] ?? 0)));
    assert.ok(Math.abs((second?.[2] ?? 0) / wide - 3 / 4) < 0.02, `${second?.[2]} of ${wide}`);
    await page.locator(".im-table summary").click();
    await page.locator(".im-table tbody tr").first().waitFor();
    const rows = await cells(page, ".im-table");
    assert.equal(rows.length, 6);
    assert.match(rows.find(([n]) => n === "1")?.[4] ?? "", /app:2.*untagged.*app:1.*layers:v2/);
    await picture(page, "images-sharing");
  }));

test("one image says how to add another; a dropped archive stands beside, is shown, or opened instead", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await door(page).click();
    await page.getByText("Only one image is open.", { exact: false }).waitFor();
    await page.getByLabel("Open more archives beside this one").setInputFiles(MULTI);
    await page.getByText("multi.tar.gz is open, too, with 3 images.").first().waitFor();
    await drawing(page).waitFor();
    assert.equal(await chooser(page).locator("option").count(), 4);
    assert.equal(await chooser(page).locator("option:checked").innerText(), "layers:v2");
    await page.getByRole("button", { name: "Show it", exact: true }).click();
    await mark(page, "tree");
    assert.equal(await chooser(page).locator("option:checked").innerText(), "app:2");
    await drawing(page).locator(".cap.shown", { hasText: "app:2" }).waitFor();
    await page.keyboard.press("Escape");
    await files(page).waitFor();
    await drop(page, [fixture("docker/20.10/rich.tar.gz")]);
    await page.getByText("rich.tar.gz is open, too, with 1 image.").first().waitFor();
    await page.getByRole("button", { name: "Open only this" }).click();
    await mark(page, "tree");
    assert.equal(await chooser(page).count(), 0);
    assert.match(await page.locator("header .image").innerText(), /layers:rich/);
  }));

test("on the stack, an archive joins and a container's tar becomes a container; any other file is refused in words", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    const stack = await layers(page).boundingBox();
    const at = { x: (stack?.x ?? 0) + 60, y: (stack?.y ?? 0) + 60 };
    await drop(page, [MULTI], at);
    await page.getByText("multi.tar.gz is open, too, with 3 images.").first().waitFor();
    await page.locator(".landed").getByRole("button", { name: "Close" }).click();
    await drop(page, [fixture("docker/20.10/story.container.export.tar.gz")], at);
    await page.getByRole("dialog", { name: /story\.container\.export/ }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await chooser(page).locator("option").count(), 4);
    await drop(page, [write("letter.txt", Buffer.from("This is no archive.\n".repeat(200)))], { x: 640, y: 20 });
    await page.locator(".toast", { hasText: "letter.txt" }).waitFor();
    assert.equal(await chooser(page).locator("option").count(), 4);
  }));

test("a layer of unknown size says so; the manifest names the size of a blob that is not here", () =>
  withPage({}, async (page) => {
    const entry = (/** @type {string} */ path) => [{ path, data: Buffer.from(path) }];
    const sound = dockerArchive({ layers: [entry("a"), entry("b")] }).toString("latin1");
    const lost = write("lost.tar", Buffer.from(sound.replace('"1/layer.tar"', '"9/layer.tar"'), "latin1"));
    await pick(page, [lost, damaged.blobGone()]);
    await mark(page, "tree");
    await door(page).click();
    await tab(page, "Pull").click();
    const pull = page.getByRole("combobox", { name: "Pull" });
    await pull.selectOption({ label: "made/up:1" });
    await page.getByText(/^Pulling made\/up:1 downloads 2 of 2 layers: 2\.\d+ kB or more\.$/).waitFor();
    assert.deepEqual(
      (await cells(page, ".im-rows")).map((row) => row[2]),
      ["unknown", "2.05 kB tar"],
    );
    await pull.selectOption({ label: "layers:v2" });
    for (const box of await page.locator(".im-pull input:checked").all()) await box.uncheck();
    await page.getByText(/^Pulling layers:v2 downloads 3 of 3 layers: 1\.\d+ MB\.$/).waitFor();
    const stored = (await cells(page, ".im-rows")).map((row) => row[2]);
    assert.ok(
      stored.every((size) => /^[\d.]+ k?M?B$/.test(size ?? "")),
      `${stored}`,
    );
  }));
