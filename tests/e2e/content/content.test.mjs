// Any version's content: found, opened, compared, saved. The bytes are those that were put into the image, and stay inert.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { damaged, fixture, write } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { digest, dockerArchive } from "../support/build.mjs";
import { CONFIG, CONFIG_2, contents, HOSTILE, large } from "../support/contents.mjs";
import { mark, open, picture, withPage } from "../support/page.mjs";
import { expand, row } from "../support/rows.mjs";
import { content, layers, members } from "../support/tar.mjs";

/** @import { Locator, Page } from "playwright-core" */

const viewer = (/** @type {Page} */ page) => page.locator(".viewer");
const shown = (/** @type {Page} */ page) => page.locator("ls-file-tab .shown");
const button = (/** @type {Locator} */ place, /** @type {string} */ name) =>
  place.getByRole("button", { name, exact: true });

/** Opens the image and one of its files, small and large. @param {Page} page @param {string} name */
async function view(page, name) {
  await row(page, name).click();
  await page.locator("ls-file-tab .path b").getByText(name, { exact: true }).waitFor();
  await button(shown(page), "Open").click();
  await viewer(page).waitFor();
}

/** @param {Page} page */
async function start(page) {
  await open(page, contents());
  await expand(page, "f");
}

/** The lines on the screen. @param {Page} page */
const lines = (page) => viewer(page).locator(".ln").allTextContents();

/** The file that the browser was given to save. @param {Page} page @param {() => Promise<void>} act */
async function saved(page, act) {
  const download = page.waitForEvent("download");
  await act();
  const file = await download;
  return { name: file.suggestedFilename(), path: await file.path() };
}

test("a deleted file is found, its old version opened; two versions are compared, one saved", () =>
  withPage({}, async (page) => {
    await start(page);
    await row(page, "secret.txt").locator(".strip i").last().click();
    await shown(page).getByText("Layer 3 removed it with a whiteout").waitFor();
    await row(page, "secret.txt").locator(".strip i").first().click();
    await shown(page).getByText("Layer 1’s version").waitFor();
    await shown(page).getByText("hunter2").waitFor();
    await sound(page, "deleted");
    const { name, path } = await saved(page, () => button(shown(page), "Save").click());
    assert.equal(name, "secret.txt");
    assert.equal(readFileSync(path, "utf8"), "first line\nhunter2\n");

    await view(page, "app.conf");
    await viewer(page).getByText("end = yes").waitFor();
    assert.deepEqual(
      await lines(page),
      CONFIG_2.map((line) => `${line}\n`),
    );
    await viewer(page).getByRole("combobox", { name: "Version" }).selectOption("0");
    await viewer(page).getByText("colour = teal").waitFor();
    assert.deepEqual(
      await lines(page),
      CONFIG.map((line) => `${line}\n`),
    );
    await sound(page, "viewer");
    await page.getByRole("radio", { name: "Compare" }).check({ force: true });
    const table = page.getByRole("table", { name: "Differences from layer 1" });
    await table.getByText("key = <b>new</b>").waitFor();
    assert.equal(await table.locator("tr.old").count(), 4);
    assert.equal(await table.locator("tr.new").count(), 3);
    await sound(page, "compare");
    await page.getByRole("radio", { name: "Side by side" }).check({ force: true });
    await table.locator("td.new").first().waitFor();
    await sound(page, "side by side");
    await picture(page, "content-side");
    await page.keyboard.press("Escape");
    await viewer(page).waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.textContent === "Open");
  }));

test("of the same bytes, another mode and owner stand in words", () =>
  withPage({}, async (page) => {
    await start(page);
    await row(page, "again.txt").click();
    await button(shown(page), "Compare").click();
    await viewer(page).getByText("The bytes are the same.").waitFor();
    await viewer(page).getByText("Only mode, owner differ.").waitFor();
    await sound(page, "same bytes");
  }));

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

test("JSON is formatted and stays what it was; text and binary versions can't be compared", () =>
  withPage({}, async (page) => {
    await start(page);
    await view(page, "data.json");
    await viewer(page).getByText('"big": 12345678901234567890,').waitFor();
    const text = (await lines(page)).join("");
    assert.match(
      text,
      /^\{\n {2}"b": 1,\n {2}"a": \[\n {4}1\.10,\n {4}\{\n {6}"deep": true,\n {6}"none": \{\},\n {6}"empty": \[\]/,
    );
    await page.getByRole("radio", { name: "Text", exact: true }).check({ force: true });
    await viewer(page).getByText('"big":12345678901234567890').waitFor();
    await page.keyboard.press("Escape");
    await view(page, "broken.json");
    await viewer(page).getByText('{"a": [1, 2').waitFor();
    await page.keyboard.press("Escape");
    await row(page, "bytes.bin").click();
    await button(shown(page), "Compare").click();
    await viewer(page).getByText("no lines to compare").waitFor();
  }));

test("pictures are drawn by the browser alone; SVG only when asked, and it loads and runs nothing", () =>
  withPage({}, async (page) => {
    await start(page);
    await view(page, "picture.png");
    const image = viewer(page).locator("img");
    await image.waitFor();
    await viewer(page).getByText("64 × 64 pixels").waitFor();
    assert.match((await image.getAttribute("src")) ?? "", /^blob:/);
    await sound(page, "picture");
    await page.keyboard.press("Escape");
    await view(page, "claims.png");
    await viewer(page).getByText("too large to draw").waitFor();
    await page.keyboard.press("Escape");
    await view(page, "vector.svg");
    await viewer(page).locator(".ln", { hasText: "<script>" }).waitFor();
    assert.equal(await image.count(), 0);
    await page.getByRole("radio", { name: "Picture" }).check({ force: true });
    await image.waitFor();
    await viewer(page).getByText("120 × 80 pixels").waitFor();
    await page.waitForTimeout(300);
    assert.equal(await page.title(), "made/contents:1 · Layerscope");
    assert.equal(await page.locator("iframe, object, embed").count(), 0);
    await picture(page, "content-svg");
  }));

test("bytes with offsets; what is no text has them at once, text on demand; other encodings; what has no content", () =>
  withPage({}, async (page) => {
    await start(page);
    await view(page, "bytes.bin");
    await viewer(page).getByRole("combobox", { name: "Version" }).selectOption("0");
    const first = viewer(page).locator(".hx").first();
    await first.waitFor();
    assert.equal(
      (await first.textContent())?.trimEnd(),
      "00000000  00 07 0e 15 1c 23 2a 31  38 3f 46 4d 54 5b 62 69  .....#*18?FMT[bi",
    );
    await viewer(page).getByRole("textbox").fill("0x2710");
    await page.keyboard.press("Enter");
    await viewer(page).locator(".hx.here", { hasText: "00002710" }).waitFor();
    await button(viewer(page), "Last page").click();
    await viewer(page).locator(".hx", { hasText: "00004e10" }).waitFor();
    await sound(page, "hex");
    await picture(page, "content-hex");
    await page.keyboard.press("Escape");
    for (const [name, words] of /** @type {const} */ ([
      ["utf16.txt", "héllo wörld 한국어"],
      ["latin.txt", "café"],
      ["run.sh", "echo hello"],
      ["hard", "echo hello"],
      ["empty", "An empty file."],
      ["link", "stores only the name of its target"],
      ["sub", "The tree lists its entries"],
    ])) {
      await row(
        page,
        name === "hard" || name === "link" ? `${name} → ${name === "hard" ? "f/run.sh" : "app.conf"}` : name,
      )
        .or(row(page, name))
        .first()
        .click();
      await shown(page).getByText(words).first().waitFor();
    }
  }));

test("hostile bytes stay text: markup, a terminal's sequences, bidi, lines without end", () =>
  withPage({}, async (page) => {
    page.on("dialog", (dialog) => assert.fail(`a dialog: ${dialog.message()}`));
    await start(page);
    await view(page, "hostile.log");
    await viewer(page).getByText("red and plain").waitFor();
    await viewer(page).getByText("<script>document.title='pwned'</script>").waitFor();
    await viewer(page)
      .getByText("user\\342\\200\\256gpj.exe\\342\\200\\254 zero\\342\\200\\213width bell\\007")
      .waitFor();
    const more = viewer(page).getByRole("button", { name: /more characters: show all/ });
    assert.ok(((await viewer(page).locator(".ln").last().textContent()) ?? "").length < 2200);
    await more.click();
    assert.equal(
      (await viewer(page).locator(".ln").last().textContent())?.trimEnd(),
      HOSTILE.trimEnd().split("\n").at(-1),
    );
    await fits(page, "a line without end");
    assert.equal(await page.title(), "made/contents:1 · Layerscope");
    const { name } = await saved(page, async () => {
      await page.keyboard.press("Escape");
      await row(page, "what? a:name*.txt").click();
      await button(shown(page), "Save").click();
    });
    assert.equal(name, "what_ a_name_.txt");
    await page.locator(".saving").getByText("what? a:name*.txt").waitFor();
    await sound(page, "renamed");
    await picture(page, "content-renamed");
  }));

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

for (const [locale, colorScheme, viewport] of /** @type {const} */ ([
  ["ko-KR", "dark", { width: 390, height: 844 }],
  ["en-US", "light", { width: 390, height: 844 }],
  ["ko-KR", "dark", { width: 1280, height: 720 }],
])) {
  test(`${locale}, ${colorScheme}, ${viewport.width} wide: content and comparing fit and have no finding`, () =>
    withPage({ locale, colorScheme, viewport, reducedMotion: "reduce" }, async (page) => {
      const phone = viewport.width < 720;
      const check = async (/** @type {string} */ state) => {
        await picture(page, `content-${state}-${locale.slice(0, 2)}-${colorScheme}-${viewport.width}`);
        await fits(page, state);
        await sound(page, state);
      };
      await page.locator("ls-drop input.file").setInputFiles(contents());
      await mark(page, "verified");
      const part = (/** @type {number} */ n) => (phone ? page.locator("ls-parts button").nth(n).click() : null);
      const files = page.locator('[role="row"][data-index]');
      await part(1);
      await files.first().locator(".twisty").click();
      await files.filter({ hasText: "app.conf" }).first().click();
      await shown(page).locator(".ln").first().waitFor();
      await check("small");
      await shown(page).locator(".acts button").first().click();
      await viewer(page).locator(".ln").first().waitFor();
      await check("text");
      await viewer(page).locator(".bar .seg input").last().check({ force: true });
      await page.locator(".diff tr.new").first().waitFor();
      await check("compare");
      await page.locator("ls-compare .seg input").last().check({ force: true });
      await page.locator(".diff td.new").first().waitFor();
      await check("side");
      await page.keyboard.press("Escape");
      await part(1);
      await files.filter({ hasText: "hostile.log" }).click();
      await shown(page).locator(".acts button").first().click();
      await viewer(page).locator(".ln").first().waitFor();
      await check("hostile");
      await viewer(page).locator(".content-head .seg input").last().check({ force: true });
      await viewer(page).locator(".hx").first().waitFor();
      await check("hex");
    }));
}
