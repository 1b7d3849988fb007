// The states of each feature that the contact sheets show: files to open, and the steps that lead there.
import { fixture, MULTI, STORY, slow, write } from "../../tests/e2e/support/archives.mjs";
import { pair } from "../../tests/e2e/support/compare.mjs";
import { contents } from "../../tests/e2e/support/contents.mjs";
import { longNames, noFiles, oneFile, thirty } from "../../tests/e2e/support/long.mjs";
import { wasteful } from "../../tests/e2e/support/wasteful.mjs";
import { findings, many, unreadable } from "../../tests/e2e/support/wild.mjs";

/** @import { Page } from "playwright-core" */
/** @typedef {(page: Page, narrow: boolean) => Promise<unknown>} Steps */
/** @typedef {{ files?: () => string | string[], steps?: Steps }} Look files: none = the start */

/** @param {...Steps} all @returns {Steps} one after the other */
const then =
  (...all) =>
  async (page, narrow) => {
    for (const step of all) await step(page, narrow);
  };
/** @type {Steps} */
const merged = (page) => page.waitForFunction(() => performance.getEntriesByName("layerscope:tree").length > 0);
/** @param {number} which of the three parts @returns {Steps} */
const part = (which) => async (page, narrow) => {
  if (narrow) await page.locator("ls-parts button").nth(which).click();
};
const [STACK, FILES, DETAILS] = [part(0), part(1), part(2)];
/** @param {string} selector @param {number} [nth] @returns {Steps} */
const click =
  (selector, nth = 0) =>
  (page) =>
    page.locator(selector).nth(nth).click();
/** @param {string} name @returns {Steps} */
const key = (name) => (page) => page.keyboard.press(name);
/** @param {string} id @returns {Steps} */
const tab = (id) => then(merged, DETAILS, click(`#tab-${id}`));
/** @param {string} shape @returns {Steps} */
const shape = (shape) => then(merged, FILES, (page) => page.locator(`input[value="${shape}"]`).check({ force: true }));
/** @param {string} text @returns {Steps} */
const find = (text) => then(merged, FILES, (page) => page.locator("#query").fill(text));
const expandAll = then(merged, FILES, click(".bar .icon-only", 0));
/** @param {number} [nth] @returns {Steps} */
const file = (nth = 0) => then(expandAll, click("ls-grid .r[data-index] .name .text", nth));
/** @param {string} id @returns {Steps} */
const images = (id) => then(merged, click("#images-door"), click(`#images-${id}`));
const run = then(merged, STACK, click("ls-stack .run"), (page) => page.locator(".slab.upper").waitFor());
const command = key("Control+k");

/** @param {string} name */
const record = (name) => fixture(`engines/docker-28-containerd/${name}`);

/** @type {Record<string, Record<string, Look>>} */
export const STATES = {
  start: { start: {} },
  problem: {
    "no archive": { files: () => write("no-archive.txt", Buffer.from("hello".repeat(200))) },
    "long name": { files: () => write(`${"a-long-name-".repeat(16)}.tar`, Buffer.from("hello".repeat(200))) },
  },
  stack: {
    story: { files: () => STORY, steps: then(merged, STACK) },
    "long names": { files: longNames, steps: then(merged, STACK) },
    "layers that can't be read": { files: unreadable, steps: then(merged, STACK) },
    "seventy layers": { files: many, steps: then(merged, STACK) },
    loading: { files: () => slow("layer", 4e9), steps: (page) => page.waitForTimeout(900) },
  },
  files: {
    "long names": { files: longNames, steps: expandAll },
    empty: { files: noFiles, steps: then(merged, FILES) },
    "one file": { files: oneFile, steps: then(merged, FILES) },
    list: { files: longNames, steps: shape("list") },
    loading: {
      files: () => slow("layer", 4e9),
      steps: then((page) => page.locator("ls-files .bar").waitFor({ state: "attached" }), FILES),
    },
  },
  search: {
    found: { files: longNames, steps: find("name") },
    nothing: { files: () => STORY, steps: find("nothing-has-this-name") },
    wrong: { files: () => STORY, steps: find("size>") },
    filters: { files: () => STORY, steps: then(merged, FILES, click(".search .filters")) },
  },
  overlay: {
    story: { files: () => STORY, steps: shape("diagram") },
    "long names": { files: longNames, steps: shape("diagram") },
    empty: { files: noFiles, steps: shape("diagram") },
  },
  treemap: {
    story: { files: () => STORY, steps: shape("treemap") },
    "long names": { files: longNames, steps: shape("treemap") },
    empty: { files: noFiles, steps: shape("treemap") },
  },
  content: {
    text: { files: contents, steps: then(file(2), DETAILS) },
    "long name": { files: longNames, steps: then(find("min.js"), key("Enter"), key("Enter"), DETAILS) },
    viewer: { files: contents, steps: then(file(2), DETAILS, click(".shown .acts button")) },
    compared: { files: contents, steps: then(file(2), DETAILS, click(".shown .acts button", 1)) },
  },
  links: { "a link": { files: longNames, steps: then(find("link"), key("Enter"), key("Enter"), DETAILS) } },
  image: {
    layer: { files: longNames, steps: tab("layer") },
    image: { files: longNames, steps: tab("image") },
    archive: { files: longNames, steps: tab("archive") },
    findings: { files: findings, steps: tab("findings") },
    "no file": { files: () => STORY, steps: tab("file") },
  },
  build: {
    "a record alone": { files: () => record("bread-cached.dockerbuild") },
    "beside its image": {
      files: () => [record("bread-cached.tar.gz"), record("bread-cached.dockerbuild")],
      steps: then(merged, DETAILS),
    },
    several: { files: () => fixture("builds/several.dockerbuild") },
  },
  artifact: {
    chart: { files: () => fixture("artifacts/helm.tar") },
    models: { files: () => fixture("artifacts/models.tar") },
    "signatures of an image": { files: () => fixture("artifacts/signed.tar"), steps: tab("image") },
    "a base image": { files: () => fixture("artifacts/origin.tar"), steps: tab("image") },
    windows: { files: () => fixture("artifacts/windows.tar"), steps: then(merged, DETAILS) },
  },
  waste: {
    wasteful: { files: wasteful, steps: tab("waste") },
    "long names": { files: longNames, steps: tab("waste") },
    nothing: { files: oneFile, steps: tab("waste") },
  },
  container: {
    fresh: { files: longNames, steps: then(run, FILES) },
    menu: {
      files: () => STORY,
      steps: then(run, FILES, (page) => page.locator("ls-grid .r[data-index]").first().click({ button: "right" })),
    },
    dialog: { files: longNames, steps: then(run, FILES, click(".rw-bar button", 0)) },
    tab: { files: longNames, steps: then(run, DETAILS) },
    commit: {
      files: () => STORY,
      steps: then(run, command, (page) => page.locator("ls-palette input").fill("commit"), key("Enter")),
    },
  },
  images: {
    "one image, shared": { files: longNames, steps: images("sharing") },
    "one image, pull": { files: () => STORY, steps: images("pull") },
    "one image, compare": { files: () => STORY, steps: images("compare") },
    "one image, squash": { files: () => STORY, steps: images("whatif") },
    "two, pull": { files: () => MULTI, steps: images("pull") },
    "two, compare": { files: pair, steps: then(images("compare"), (page) => page.waitForTimeout(600)) },
    "thirty, shared": { files: thirty, steps: images("sharing") },
    "thirty, pull": { files: thirty, steps: images("pull") },
  },
  export: { menu: { files: longNames, steps: then(merged, click("ls-export button")) } },
  glossary: { open: { steps: click(".to-glossary") } },
  palette: {
    all: { files: () => STORY, steps: then(merged, command) },
    nothing: {
      files: () => STORY,
      steps: then(merged, command, (page) => page.locator("ls-palette input").fill("zzzz")),
    },
  },
  help: { open: { files: () => STORY, steps: then(merged, key("?")) } },
};
