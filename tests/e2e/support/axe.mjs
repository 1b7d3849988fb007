// What axe finds on the page, and whether it fits its window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { at } from "../../../scripts/build/steps.mjs";

/** @import { Page } from "playwright-core" */

const AXE = readFileSync(at("node_modules/axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with each finding and the element it concerns. @param {Page} page @param {string} where */
export async function sound(page, where) {
  // Through the debugger, not as a script of the page: its policy would refuse it.
  await page.evaluate(`${AXE}; 0`);
  const found = await page.evaluate(async (values) => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run({ runOnly: { type: "tag", values } });
    return violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map(
        (/** @type {any} */ node) =>
          `${rule.id}: ${rule.help}: ${node.target} ${node.html.slice(0, 200)} ${node.failureSummary}`,
      ),
    );
  }, RULES);
  assert.deepEqual(found, [], where);
}

/** Nothing reaches out of the window sideways. @param {Page} page @param {string} where */
export async function fits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${where}: the page scrolls sideways by ${wide} px`);
}
