// How several images are drawn: heights by bytes, every question in each look, thirty images.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, MULTI, STORY, write } from "../support/archives.mjs";
import { fits, sound } from "../support/axe.mjs";
import { dockerArchive } from "../support/build.mjs";
import { mark, picture, withPage } from "../support/page.mjs";
import "../../../scripts/typescript.mjs";
import { door, drawing, pick } from "../support/images.mjs";

/** @import { Page } from "playwright-core" */
/** @import { SharedLayer } from "../../../www/pkg/layerscope.js" */

const { LINE, trunks } = await import("../../../www/src/images/trunks.ts");

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
