// What several images share, what a pull downloads, what squashing changes; by pointer and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MULTI, STORY, write } from "../support/archives.mjs";
import { dockerArchive } from "../support/build.mjs";
import { cells, chooser, door, drawing, figure, pick, tab } from "../support/images.mjs";
import { files, layers, mark, open, picture, withPage } from "../support/page.mjs";

test("a pull plan: what is there, what is downloaded, to the byte", () =>
  withPage({}, async (page) => {
    await pick(page, [MULTI, STORY]);
    await mark(page, "tree");
    await door(page).click();
    await tab(page, "Pull").click();
    // At first another version of what is shown: app:1 is there, app:2 pulled.
    await page.getByText("Pulling app:2 downloads 1 of 3 layers: 33.8 kB.").waitFor();
    await page.getByText(/“tar” after a size: this archive stores a plain tar, headers included/).waitFor();
    const state = async () => (await cells(page, ".im-rows")).map(([n, what]) => `${n} ${what}`);
    assert.deepEqual(await state(), ["3 ↓ downloaded", "2 ✓ already there with app:1", "1 ✓ already there with app:1"]);
    assert.equal(await page.locator(".im-rows tfoot td.num").getAttribute("title"), "33,792 bytes");
    assert.equal(await drawing(page).locator(".tb.get").count(), 1);
    assert.equal(await drawing(page).locator(".tb.has").count(), 2);
    await page.getByRole("checkbox", { name: "app:1" }).uncheck();
    await page.getByText("Pulling app:2 downloads 3 of 3 layers: 2.08 MB.").waitFor();
    assert.equal(await page.locator(".im-rows tfoot td.num").getAttribute("title"), "2,075,648 bytes");
    await page.getByRole("checkbox", { name: /^untagged/ }).check();
    await page.getByText("Pulling app:2 downloads 2 of 3 layers: 37.9 kB.").waitFor();
    await page.getByRole("combobox", { name: "Pull" }).selectOption({ label: "layers:v2" });
    await page.getByText("Pulling layers:v2 downloads 2 of 3 layers: 13.3 kB.").waitFor();
    await page.getByRole("checkbox", { name: "layers:v2" }).check();
    await page.getByText("Pulling layers:v2 downloads no layer: the machine has all of them.").waitFor();
    await picture(page, "images-pull");
  }));

/** Three layers: 1,000 bytes that the second overwrites by 300, 500 that the third removes, which adds 50; and a sibling on the first two. */
function squashed() {
  const base = [
    { path: "a", data: "a".repeat(1000) },
    { path: "b", data: "b".repeat(500) },
  ];
  const second = [{ path: "a", data: "A".repeat(300) }];
  return [
    write(
      "one.tar",
      dockerArchive({
        tags: ["made/up:1"],
        layers: [base, second, [{ path: ".wh.b" }, { path: "c", data: "c".repeat(50) }]],
      }),
    ),
    write(
      "two.tar",
      dockerArchive({ tags: ["made/up:2"], layers: [base, second, [{ path: "d", data: "d".repeat(70) }]] }),
    ),
  ];
}

test("squashing: bytes saved against what is shared no longer and what an update pulls", () =>
  withPage({}, async (page) => {
    await pick(page, squashed());
    await mark(page, "tree");
    await door(page).click();
    await tab(page, "What if").click();
    await page.getByRole("heading", { name: "What would squashing made/up:1 save and cost?" }).waitFor();
    await page
      .getByText(
        "Now: 3 layers, 1.85 kB, with 1.5 kB of dead bytes. When only the top layer changes, a pull downloads 50 B.",
        {
          exact: false,
        },
      )
      .waitFor();
    await page.getByText("Only the top layer differs from made/up:2.", { exact: false }).waitFor();
    const outcome = async () =>
      Promise.all(["Saved", "No longer shared", "Pull for an update"].map((what) => figure(page, what)));
    await page.getByText("Layers 1 to 3 become one; 1 layer is left.").waitFor();
    assert.deepEqual(await outcome(), ["1,500 bytes", "1,800 bytes", "350 bytes"]);
    await page.locator(".im-outcome", { hasText: "with made/up:2" }).waitFor();
    const [runs, all] = [
      await cells(page, ".im-wide:has(caption:text-is('Layers that are worth merging'))"),
      await cells(page, ".im-wide:has(caption:text-is('From a layer to the top'))"),
    ];
    assert.deepEqual(
      runs.map(([range, left, saved]) => [range, left, saved]),
      [
        ["All layers into one", "1", "1.5 kB"],
        ["1 to 2", "2", "1 kB"],
      ],
    );
    assert.deepEqual(
      all.map((row) => row.slice(0, 5)),
      [
        ["All layers into one", "1", "1.5 kB", "350 B", "1.8 kB"],
        ["2 to 3", "2", "0 B", "1.85 kB", "300 B"],
      ],
    );
    // The stepper by keys: from layer 2, then nothing.
    await page.getByRole("slider", { name: "Merge from layer" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText("Layers 2 to 3 become one; 2 layers are left.").waitFor();
    assert.deepEqual(await outcome(), ["0 bytes", "300 bytes", "350 bytes"]);
    await page.keyboard.press("ArrowRight");
    await page.getByText("No layer merged").waitFor();
    assert.deepEqual(await outcome(), ["0 bytes", "0 bytes", "50 bytes"]);
    await page.getByRole("button", { name: "1 to 2" }).click();
    await page.getByText("Layers 1 to 2 become one; 2 layers are left.").waitFor();
    assert.deepEqual(await outcome(), ["1,000 bytes", "1,800 bytes", "50 bytes"]);
    assert.equal(await page.locator("svg.wi .wi-name").count(), 3);
    await picture(page, "images-whatif");
  }));

test("the keyboard alone: in, through the questions, out again with the focus kept", () =>
  withPage({}, async (page) => {
    await pick(page, [MULTI, STORY]);
    await mark(page, "tree");
    await layers(page).focus();
    await page.keyboard.press("i");
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    await page.locator('[role="tab"]:focus', { hasText: "Sharing" }).waitFor();
    for (const name of ["Pull", "Compare", "What if", "Sharing"]) {
      await page.keyboard.press("ArrowRight");
      await page.locator('[role="tab"]:focus', { hasText: name }).waitFor();
    }
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("heading", { name: "What differs?" }).waitFor();
    await page.keyboard.press("Escape");
    await files(page).waitFor();
    assert.equal(await focused(), "Images");
    // It opens again at what was asked last, by the button and by its key.
    await page.keyboard.press("Enter");
    await page.locator('[role="tab"]:focus', { hasText: "Compare" }).waitFor();
    await page.keyboard.press("Escape");
    await layers(page).focus();
    await page.keyboard.press("i");
    await page.locator('[role="tab"]:focus', { hasText: "Compare" }).waitFor();
  }));

test("an answer that fails is reported; one of another image is not shown meanwhile", () =>
  withPage({}, async (page) => {
    await pick(page, [MULTI, STORY]);
    await mark(page, "tree");
    await door(page).click();
    await tab(page, "What if").click();
    await page.locator(".im-lead", { hasText: "a pull downloads 31 kB" }).waitFor();
    await tab(page, "Pull").click();
    await page.getByText("Pulling app:2 downloads 1 of 3 layers: 33.8 kB.").waitFor();
    // From now on answers are held back, then they fail.
    await page.evaluate(() => {
      const page = /** @type {any} */ (globalThis);
      const wait = new Promise((_, reject) => (page.fail = reject));
      wait.catch(() => {});
      const { engine } = page.layerscope;
      engine.images.pull = () => wait;
      const ask = engine.ask.bind(engine);
      engine.ask = (/** @type {string} */ method, /** @type {any[]} */ ...args) =>
        ["whatIf", "sharing"].includes(method) ? wait : ask(method, ...args);
    });
    await page.getByRole("combobox", { name: "Pull" }).selectOption("layers:v2");
    await page.locator(".im-verdict", { hasText: "Reading…" }).waitFor();
    assert.equal(await page.locator(".im-rows").count(), 0);
    await tab(page, "What if").click();
    await chooser(page).selectOption({ label: "layers:v2" });
    await mark(page, "tree");
    await page.getByRole("heading", { name: "What would squashing layers:v2 save and cost?" }).waitFor();
    await page.locator("ls-what-if", { hasText: "Reading…" }).waitFor();
    assert.equal(await page.locator(".im-lead, svg.wi").count(), 0);
    await page.evaluate(() => /** @type {any} */ (globalThis).fail(new Error("a trap")));
    const told = page.locator("ls-images .gone-line", { hasText: "Something went wrong inside Layerscope" });
    for (const question of ["What if", "Sharing", "Pull"]) {
      await tab(page, question).click();
      await told.waitFor();
    }
  }));

test("the stepper's buttons keep the focus at either end", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await door(page).click();
    await tab(page, "What if").click();
    const higher = page.getByRole("button", { name: "One layer higher" });
    await higher.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press("Enter");
    await page.getByText("No layer merged").waitFor();
    await higher.and(page.locator(':focus[aria-disabled="true"]')).waitFor();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    for (let i = 0; i < 4; i++) await page.keyboard.press("Enter");
    await page
      .getByRole("button", { name: "One layer lower" })
      .and(page.locator(':focus[aria-disabled="true"]'))
      .waitFor();
  }));
