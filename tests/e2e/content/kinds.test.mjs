// Pictures, bytes, encodings and hostile text: each kind is shown in its way and stays inert.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fits, sound } from "../support/axe.mjs";
import { HOSTILE } from "../support/contents.mjs";
import { picture, withPage } from "../support/page.mjs";
import { row } from "../support/rows.mjs";
import { button, saved, shown, start, view, viewer } from "../support/viewer.mjs";

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
