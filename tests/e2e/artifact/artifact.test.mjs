// What is no image: archives of artifacts alone, artifacts beside an image, blobs that open; origins; Windows layers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fixture, STORY, write } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { drop, files, layers, mark, open, pick, picture, withPage } from "../support/page.mjs";

/** @import { Page } from "playwright-core" */

/** @param {string} name */
const archive = (name) => fixture(`artifacts/${name}.tar`);
/** @param {Page} page */
const panel = (page) => page.getByRole("tabpanel");
/** Opens an archive of artifacts alone. @param {Page} page @param {string} path */
async function openAlone(page, path) {
  await pick(page, path);
  await page.locator("#artifacts .blobs").waitFor();
}
/** All blobs of the shown artifact are hashed. @param {Page} page @param {number} count */
const proven = (page, count) =>
  page.waitForFunction((n) => document.querySelectorAll(".blobs .proof.ok").length === n, count);

test("a Helm chart alone: no image with damaged layers, blobs verified, its files open", () =>
  withPage({}, async (page) => {
    await openAlone(page, archive("helm"));
    assert.equal(await page.evaluate(() => document.body.dataset.phase), "artifacts");
    await page.getByRole("heading", { name: "helm.tar holds no image" }).waitFor();
    const chart = page.getByRole("region", { name: "0.1.0" });
    await chart.getByText("application/vnd.cncf.helm.config.v1+json").first().waitFor();
    await proven(page, 3);
    await chart.getByText("https://example.com/demo.git").waitFor();
    assert.equal(await page.locator("a[href]").count(), 0, "addresses are text");
    assert.equal(await chart.locator(".annotations b").count(), 0, "annotations are text, not HTML");
    await chart.getByText("Says <b>hello</b>.").waitFor();

    await chart.getByRole("button", { name: "Open application/vnd.cncf.helm.config.v1+json" }).click();
    await chart.getByText('"description": "Says hello."').waitFor();
    await chart.getByRole("button", { name: /^Open .*chart\.content/ }).click();
    await chart.getByText("5 entries").waitFor();
    await chart.getByRole("button", { name: "Open demo/values.yaml" }).click();
    await chart.getByText("replicas: 2").waitFor();
    await sound(page, "a chart");
    await picture(page, "artifact-helm");
    await chart.getByRole("button", { name: "Close" }).last().click();
    assert.equal(await chart.getByText("replicas: 2").count(), 0);
  }));

test("models and a module: kinds by their media types, bytes without text say so; another one by keyboard", () =>
  withPage({}, async (page) => {
    await openAlone(page, archive("models"));
    const list = page.locator("#artifacts .list");
    assert.equal(await list.getByRole("button").count(), 2);
    await page.getByRole("region", { name: "tiny:modelpack" }).waitFor();
    await list.getByRole("button", { name: /ai\/tiny:latest/ }).focus();
    await page.keyboard.press("Enter");
    const model = page.getByRole("region", { name: "ai/tiny:latest" });
    await model.getByRole("button", { name: "Open application/vnd.docker.ai.license" }).click();
    await model.getByText("MIT", { exact: true }).waitFor();
    await openAlone(page, archive("wasm"));
    await page.getByRole("button", { name: "Open module.wasm" }).click();
    await page.getByText(/8 B: it has no text to show/).waitFor();
    await open(page, STORY);
    await layers(page).waitFor();
    assert.equal(await page.locator("#artifacts").isHidden(), true);
  }));

test("a changed blob does not fit its digest", () =>
  withPage({}, async (page) => {
    const bytes = readFileSync(archive("models"));
    bytes.write("stolen!", bytes.indexOf("weights"));
    await openAlone(page, write("stolen.tar", bytes));
    await page.getByText("digest differs").first().waitFor();
  }));

test("beside an image: what names it, where it came from, labels with their place", () =>
  withPage({}, async (page) => {
    await open(page, archive("signed"));
    await mark(page, "verified");
    assert.equal(await page.getByRole("button", { name: /finding/ }).count(), 0);
    await page.getByRole("tab", { name: "Image", exact: true }).click();
    const origin = panel(page).locator(".origin");
    assert.equal(await origin.getByText("docker.io/library/busybox:1.36").count(), 2);
    await origin.getByText("pkg:docker/busybox@1.36?platform=linux%2Famd64").waitFor();
    await origin.getByText("annotation in the manifest").first().waitFor();
    await origin.getByText("label in the config").first().waitFor();
    await sound(page, "an origin");
    await picture(page, "artifact-origin");
    await panel(page)
      .getByRole("button", { name: /^Signature/ })
      .click();
    await page.getByRole("tab", { name: "Artifacts", selected: true }).waitFor();
    await panel(page).getByText("by its tag").waitFor();
    await panel(page)
      .getByRole("button", { name: /note:1/ })
      .click();
    await panel(page).getByText("<img src=x onerror=alert(1)>").waitFor();
    await panel(page)
      .getByRole("button", { name: /CycloneDX|SBOM/ })
      .last()
      .click();
    await panel(page).getByText("nothing that is open here").waitFor();
    await panel(page).getByRole("button", { name: "Open application/vnd.cyclonedx+json" }).click();
    await panel(page).getByText('"bomFormat": "CycloneDX"').waitFor();
    await sound(page, "artifacts beside an image");
    await picture(page, "artifact-beside");
  }));

test("an image on another open one begins with its layers; without any proof the origin is unknown", () =>
  withPage({}, async (page) => {
    await open(page, archive("origin"));
    await page.getByRole("combobox", { name: "Image" }).selectOption({ label: "app:1" });
    await page.getByRole("tab", { name: "Image", exact: true }).click();
    const origin = panel(page).locator(".origin");
    await origin.getByText(/the 1 layer of/).waitFor();
    await origin.getByRole("button", { name: "base:1" }).click();
    await origin.getByText("unknown", { exact: true }).waitFor();
    await origin.getByText("History alone proves nothing.").waitFor();
  }));

test("an archive of artifacts joins an open image", () =>
  withPage({}, async (page) => {
    await open(page, STORY);
    await drop(page, [archive("helm")]);
    await page.locator("ls-notice .toast").filter({ hasText: "helm.tar holds 1 artifact and no image." }).waitFor();
    await page.getByRole("tab", { name: "Artifacts" }).click();
    await panel(page).getByText("Helm chart").first().waitFor();
    await proven(page, 3);
  }));

test("a Windows image: Files is the root, hives are listed, the foreign base has its size", () =>
  withPage({}, async (page) => {
    await open(page, archive("windows"));
    await files(page).getByText("License.txt", { exact: true }).waitFor();
    assert.equal(await files(page).getByText("Hives").count(), 0);
    await layers(page).locator('[data-layer="1"]').click();
    await panel(page).getByText("Hives/Software_Delta").waitFor();
    await layers(page).locator('[data-layer="0"]').click();
    await panel(page).getByText("1.72 GB").first().waitFor();
    await panel(page).getByText("https://registry.example.com/v2/windows/blobs/base").waitFor();
    await page.getByRole("tab", { name: "Image", exact: true }).click();
    await panel(page).getByText("10.0.20348.2340").first().waitFor();
    await sound(page, "a Windows image");
    await picture(page, "artifact-windows");
  }));

for (const colorScheme of /** @type {const} */ (["light", "dark"]))
  test(`Korean, ${colorScheme}, on a phone`, () =>
    withPage({ locale: "ko-KR", colorScheme, viewport: { width: 390, height: 844 } }, async (page) => {
      await page.locator("ls-drop input.file").setInputFiles(archive("helm"));
      await page.getByRole("heading", { name: "helm.tar에는 이미지가 없습니다" }).waitFor();
      await proven(page, 3);
      await page.getByRole("button", { name: "열기: application/vnd.cncf.helm.config.v1+json" }).click();
      await page.getByText('"description": "Says hello."').waitFor();
      await sound(page, "Korean");
      await fits(page, "Korean");
      await picture(page, `artifact-phone-${colorScheme}`);
      await page.locator("ls-drop input.file").setInputFiles(archive("signed"));
      await mark(page, "tree");
      await page.getByRole("button", { name: "상세 정보" }).click();
      await page.getByRole("tab", { name: "아티팩트" }).click();
      await page.getByRole("button", { name: /note:1/ }).click();
      await sound(page, "a tab on a phone");
      await fits(page, "a tab on a phone");
      await picture(page, `artifact-tab-phone-${colorScheme}`);
    }));
