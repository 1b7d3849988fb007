// Several images side by side: opened together or one after the other, what they share, what a pull downloads, what squashing would change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { damaged, fixture, MULTI, STORY, write } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { dockerArchive } from "../support/build.mjs";
import { drop, files, layers, mark, open, picture, withPage } from "../support/page.mjs";
import "../../../scripts/typescript.mjs";

const { LINE, trunks } = await import("../../../www/src/images/trunks.ts");

/** @import { Page } from "playwright-core" */
/** @import { SharedLayer } from "../../../www/pkg/layerscope.js" */

const door = (/** @type {Page} */ page) => page.getByRole("button", { name: "Images", exact: true });
const tab = (/** @type {Page} */ page, /** @type {string} */ name) => page.getByRole("tab", { name, exact: true });
const drawing = (/** @type {Page} */ page) => page.locator("svg.trunks");
const chooser = (/** @type {Page} */ page) => page.getByRole("combobox", { name: "Image", exact: true });
const pick = (/** @type {Page} */ page, /** @type {string[]} */ paths) =>
  page.locator("ls-drop input.file").setInputFiles(paths);
/** The exact bytes of a figure. @param {Page} page @param {string} what */
const figure = (page, what) =>
  page
    .locator(".im-facts > div", { has: page.locator(`dt:text-is("${what}")`) })
    .locator("b")
    .getAttribute("title");
/** The rows of a table, cell by cell. @param {Page} page @param {string} table */
const cells = (page, table) =>
  page
    .locator(`${table} tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, " ").trim() ?? "")),
    );

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

/** Stacks by the bytes of their layers from the base upwards, each without a common trunk. @param {number[][]} all */
function stacks(all) {
  /** @type {SharedLayer[]} */
  const layers = [];
  const images = all.map((sizes, image) => {
    for (const [at, stored] of sizes.entries())
      layers.push(
        /** @type {SharedLayer} */ ({
          id: layers.length,
          parent: at === 0 ? null : layers.length - 1,
          stored,
          images: [image],
        }),
      );
    return { image, names: [], top: layers.length - 1, layers: sizes.length, stored: 0, own: 0 };
  });
  const { blocks, caps, height } = trunks({ layers, images, sum: 0, once: 0, content: 0 }, 900);
  return {
    stacks: caps.map(({ y }) => height - y),
    blocks: blocks.map(({ layer, height }) => ({ bytes: layer.stored, height })),
  };
}

test("more bytes are nowhere drawn lower than fewer, neither a layer's nor a stack's", () => {
  const many = (/** @type {number} */ n, /** @type {number} */ bytes) => Array(n).fill(bytes);
  for (const drawn of [
    [[8.9e9], [2e6, 2e6, ...many(9, 4e4)]],
    [[5e9, 3e9, 9e8], many(40, 1e5), [40e6, 3580]],
    [[9e9], many(120, 1e3)],
    [many(30, 3e8), [1e9], many(60, 0)],
    [[0], [0, 0]],
  ]) {
    const { blocks, stacks: tall } = stacks(drawn);
    const byBytes = blocks.toSorted((a, b) => a.bytes - b.bytes || a.height - b.height);
    assert.ok(byBytes.every(({ height }, i) => height >= (byBytes[i - 1]?.height ?? 0)));
    const sums = drawn.map((sizes) => sizes.reduce((sum, bytes) => sum + bytes, 0));
    const largest = byBytes.at(-1);
    // Less than a line is no difference: the legend says how tall a layer is at least.
    const line = largest?.bytes ? (LINE.least / largest.height) * largest.bytes : 0;
    for (const [a, more] of sums.entries())
      for (const [b, fewer] of sums.entries())
        if (more - fewer > line)
          assert.ok((tall[a] ?? 0) >= (tall[b] ?? 0), `${more}: ${tall[a]}, ${fewer}: ${tall[b]}`);
  }
  // Twice the bytes are twice as tall.
  const [first, second] = stacks([[1e8, 2e8]]).blocks;
  assert.ok(Math.abs((second?.height ?? 0) - 2 * (first?.height ?? 0)) <= 1);
});

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

/** Words of a state and digests are not broken. @param {Page} page */
async function whole(page) {
  const broken = await page.locator(".im-wide :is(.whole, .id)").evaluateAll((all) =>
    all.flatMap((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const tops = [...range.getClientRects()].map(({ bottom }) => Math.round(bottom));
      return Math.max(...tops) - Math.min(...tops) > 6 ? [one.textContent] : [];
    }),
  );
  assert.deepEqual(broken, []);
}

/** Tables that have to be scrolled sideways. @param {Page} page */
const outOfSight = (page) =>
  page
    .locator(".im-wide:has(.im-files, .im-layers, .im-rows, .im-shared, .im-squash)")
    .evaluateAll((all) => all.flatMap((one) => (one.scrollWidth > one.clientWidth ? [one.ariaLabel] : [])));

const LOOKS = /** @type {const} */ ([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["ko", { locale: "ko-KR" }],
  ["phone", { viewport: { width: 390, height: 844 } }],
]);
for (const [look, options] of LOOKS) {
  test(`${look}: every question is sound and fits`, () =>
    withPage({ ...options, reducedMotion: "reduce" }, async (page) => {
      await pick(page, [MULTI, STORY, fixture("docker/20.10/rich.tar.gz")]);
      await mark(page, "verified");
      await page.locator("#images-door").click();
      for (const question of ["sharing", "pull", "compare", "whatif"]) {
        await page.locator(`#images-${question}`).click();
        if (question === "compare") await page.locator(".im-pair button").click();
        await page
          .locator({ sharing: "svg.trunks", pull: ".im-rows", compare: ".im-files", whatif: "svg.wi" }[question] ?? "")
          .waitFor();
        await fits(page, question);
        if (question === "sharing") await page.locator(".im-table summary").click();
        await whole(page);
        if (look === "phone") assert.deepEqual(await outOfSight(page), [], question);
        await sound(page, `${look} ${question}`);
        await picture(page, `images-${look}-${question}`);
      }
    }));
}

test("thirty images with long and hostile names stay apart: the drawing scrolls, names are text", () =>
  withPage({ reducedMotion: "reduce" }, async (page) => {
    const base = [{ path: "base", data: "x".repeat(5000) }];
    const same = [{ path: "same", data: "s".repeat(900) }];
    const paths = Array.from({ length: 30 }, (_, i) => {
      const own = [{ path: `own-${i}`, data: String(i).repeat(400) }];
      const name =
        i === 7 ? "<img src=x onerror=alert(1)>:1" : `registry.example.org:5000/a/very/long/name/of/team-${i}:${i}.0`;
      // Every third one lays the same content on a layer of its own.
      return write(
        `many-${i}.tar`,
        dockerArchive({ tags: [name], layers: i % 3 === 0 ? [base, own, same] : [base, own] }),
      );
    });
    await pick(page, paths);
    await mark(page, "tree");
    await door(page).click();
    await drawing(page).waitFor();
    assert.equal(await drawing(page).locator(".cap").count(), 30);
    assert.equal(await drawing(page).locator(".tb").count(), 1 + 30 + 10);
    assert.equal(await drawing(page).locator(".tb.twin", { hasText: "≡A" }).count(), 10);
    assert.equal(await page.locator("ls-images img").count(), 0);
    await fits(page, "many");
    await sound(page, "many");
    const overlaps = await drawing(page)
      .locator(".cap .name")
      .evaluateAll((names) => {
        const boxes = names.map((name) => name.getBoundingClientRect()).sort((a, b) => a.left - b.left);
        return boxes.filter(
          (box, i) =>
            i > 0 && box.left < (boxes[i - 1]?.right ?? 0) && Math.abs(box.top - (boxes[i - 1]?.top ?? 0)) < 10,
        ).length;
      });
    assert.equal(overlaps, 0);
    await picture(page, "images-many");
  }));
