// The findings: counted in the footer, listed with what they mean, and each leads to its place. And the texts on layers
// that can't be read, on attestations and on platforms.
import assert from "node:assert/strict";
import { test } from "node:test";
import { damaged, MULTI, STORY } from "../support/archives.mjs";
import { layers, mark, open, picture, withPage } from "../support/page.mjs";
import { row } from "../support/rows.mjs";
import { findings, platforms, unreadable } from "../support/wild.mjs";

/** @import { Page } from "playwright-core" */

/** @param {Page} page */
const panel = (page) => page.getByRole("tabpanel");
/** The finding with this sentence. @param {Page} page @param {string | RegExp} words */
const finding = (page, words) => panel(page).getByRole("listitem").filter({ hasText: words });
/** @param {Page} page @param {string} name */
const selected = (page, name) => row(page, name).and(page.locator('[aria-selected="true"]'));

test("counted, listed by severity, and none where there are none", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await mark(page, "verified");
    assert.equal(await page.getByRole("tab", { name: "Findings" }).count(), 0);
    assert.equal(await page.getByRole("button", { name: /finding/ }).count(), 0);

    await open(page, findings());
    const count = page.getByRole("button", { name: /^\d+ findings$/ });
    const said = Number.parseInt(await count.innerText(), 10);
    await count.click();
    await page.getByRole("tab", { name: `Findings ${said}`, selected: true }).waitFor();
    assert.equal(await panel(page).getByRole("listitem").count(), said);
    assert.deepEqual(
      (await panel(page).getByRole("heading").allInnerTexts()).map((text) => text.replace(/ \d+$/, "")),
      ["Warnings", "Worth knowing"],
    );
    await picture(page, "findings");
  }));

test("each leads to its place: a path, a removed one, a layer, a member", () =>
  withPage({}, async (page) => {
    await open(page, findings());
    const list = () => page.getByRole("tab", { name: /^Findings/ }).click();

    await list();
    await finding(page, "same name more than once").getByRole("button").click();
    await selected(page, "twice").waitFor();
    await panel(page).getByText("/opt/deep/down/twice").first().waitFor();

    // It hides nothing, so no merged view shows it: the layer's own does.
    await list();
    await finding(page, "removes a path that no lower layer has").getByRole("button").click();
    await selected(page, "nothing").waitFor();
    assert.equal(await page.getByRole("radio", { name: "Only layer 2" }).isChecked(), true);
    assert.equal(await layers(page).getByRole("option", { selected: true }).getAttribute("data-layer"), "1");

    await list();
    await finding(page, "no image in it names").getByRole("button", { name: "member loose.bin" }).click();
    await page.getByRole("tab", { name: "Archive", selected: true }).waitFor();
    await panel(page).locator("tr.here").filter({ hasText: "loose.bin" }).waitFor();
    await picture(page, "finding-member");
  }));

test("a damaged layer: a finding that leads to it, a door back, and no talk of a wrong digest", () =>
  withPage({}, async (page) => {
    await open(page, damaged.gzipCorrupt());
    await mark(page, "verified");
    const status = page.locator("footer [role=status]");
    await status.filter({ hasText: "1 layer damaged" }).waitFor();
    assert.doesNotMatch(await status.innerText(), /digest/);
    await page.getByRole("button", { name: /^\d+ findings?$/ }).click();
    await panel(page)
      .getByRole("heading", { name: /^Errors/ })
      .waitFor();
    await finding(page, /is damaged/)
      .getByRole("button")
      .first()
      .click();
    await page.getByRole("tab", { name: "Layer", exact: true, selected: true }).waitFor();
    assert.equal(await layers(page).getByRole("option", { selected: true }).getAttribute("data-layer"), "0");
    await panel(page).getByRole("button", { name: "All findings" }).click();
    await page.getByRole("tab", { name: /^Findings/, selected: true }).waitFor();
  }));

test("a wrong digest is reported as one", () =>
  withPage({}, async (page) => {
    await open(page, damaged.byteFlipped());
    await mark(page, "verified");
    await page.locator("footer").getByText("1 layer with a wrong digest").waitFor();
  }));

test("layers that can't be read say why; where one could be had is text, never a link", () =>
  withPage({}, async (page) => {
    await open(page, unreadable());
    const options = layers(page).getByRole("option");
    for (const [layer, words] of /** @type {[number, RegExp][]} */ ([
      [1, /foreign.*kept elsewhere/s],
      [2, /not read.*encrypted/s],
      [3, /not read.*squashfs, no tar/s],
      [4, /missing.*not in the archive/s],
    ])) {
      assert.match(await options.nth(5 - layer).innerText(), words);
    }
    await page.locator("footer").getByText("1 layer missing").waitFor();
    await page.locator("footer").getByText("3 layers left out on purpose").waitFor();
    await options.nth(4).click();
    await panel(page).getByText("https://example.invalid/layers/windows.tar.gz", { exact: true }).waitFor();
    await panel(page).getByText("javascript:alert(1)", { exact: true }).waitFor();
    assert.equal(await page.locator("a").count(), 0);
    await picture(page, "unreadable");
  }));

test("platforms tell images of one name apart; statements about an image are read as text", () =>
  withPage({}, async (page) => {
    await open(page, platforms());
    const picker = page.getByRole("combobox", { name: "Image" });
    assert.deepEqual(await picker.locator("option").allInnerTexts(), [
      "many/platforms:1 · linux/amd64",
      "many/platforms:1 · linux/arm64",
    ]);
    await page.getByRole("tab", { name: "Image", exact: true }).click();
    await panel(page).getByText("https://spdx.dev/Document").waitFor();
    await panel(page).getByText("not in the archive").waitFor();
    await panel(page).getByRole("button", { name: "Read https://slsa.dev/provenance/v0.2" }).click();
    await panel(page).getByText("<b>the builder</b>").waitFor();
    await picture(page, "attestation");
    await panel(page).getByRole("button", { name: "Hide" }).click();
    await panel(page).getByText("<b>the builder</b>").waitFor({ state: "detached" });
    await picker.selectOption({ index: 1 });
    await panel(page).getByText("linux/arm64", { exact: true }).waitFor();
    assert.equal(await panel(page).getByText("https://spdx.dev/Document").count(), 0);

    await open(page, MULTI);
    const plain = await picker.locator("option").allInnerTexts();
    assert.ok(
      plain.every((label) => !label.includes("linux")),
      `${plain}: a platform that all share is no news`,
    );
  }));
