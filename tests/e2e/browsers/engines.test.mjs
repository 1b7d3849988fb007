// What browsers draw differently, looked at pixel by pixel in Chromium and Firefox: the hatch of dead bytes, the dash of empty entries.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { at } from "../../../scripts/build/steps.mjs";
import { write } from "../support/archives.mjs";
import { dockerArchive } from "../support/build.mjs";
import { drawnOf, ENGINES } from "../support/engines.mjs";
import { unhatched } from "../support/pixels.mjs";

/** @import { Driven } from "../support/engines.mjs" */

/** All of its first layer is dead; a long empty entry follows a short one. */
const dead = () =>
  write(
    "dead.tar",
    dockerArchive({
      layers: [
        [
          { path: "d/", type: "5" },
          { path: "d/gone.bin", data: "g".repeat(400_000) },
        ],
        [{ path: "d/.wh.gone.bin" }],
      ],
      history: [
        { created_by: "RUN make" },
        { created_by: "WORKDIR /d", empty_layer: true },
        { created_by: `HEALTHCHECK &{["CMD" "sh" "-c" "${"true && ".repeat(20)}true"]}`, empty_layer: true },
        { created_by: "RUN rm /d/gone.bin" },
      ],
    }),
  );

/** @param {Driven} page @param {string} selector */
const click = async (page, selector) => {
  await page.until((wanted) => document.querySelector(wanted), selector);
  await page.run((wanted) => /** @type {HTMLElement} */ (document.querySelector(wanted)).click(), selector);
};

/** A picture for people to look at. @param {Driven} page @param {string} name */
async function picture(page, name) {
  mkdirSync(at("target/screenshots"), { recursive: true });
  await page.shot({ x: 0, y: 0, width: 1280, height: 800 }, at(`target/screenshots/engines-${name}.png`));
}

for (const [name, withEngine] of Object.entries(ENGINES)) {
  for (const theme of /** @type {const} */ (["light", "dark"])) {
    test(`${name}, ${theme}: dead bytes are hatched wherever they are drawn; entries that are cut keep their dash`, () =>
      withEngine(theme, async (page) => {
        const hatched = async (/** @type {string} */ selector, inset = 1) =>
          assert.equal(unhatched(await drawnOf(page, selector, inset)), "", selector);
        await hatched(".emblem .e5", 3);
        await page.choose(dead());
        await page.until(() => performance.getEntriesByName("layerscope:verified").length > 0, null);
        await picture(page, `${name}-${theme}`);

        // A dash of six pixels before each, cut or not.
        for (const text of ["WORKDIR", "HEALTHCHECK"]) {
          await page.run((wanted) => {
            for (const entry of document.querySelectorAll(".empty"))
              entry.id = entry.textContent?.startsWith(wanted) ? "asked" : "";
          }, text);
          const { height, at } = await drawnOf(page, "#asked", 0);
          const across = (/** @type {number} */ y) => [1, 2, 3, 4].map((x) => at(x, y));
          // The ring of the chosen layer reaches into the first rows.
          const lines = Array.from({ length: height - 4 }, (_, y) => across(y + 2));
          const ground = at(10, height >> 1);
          const dashes = lines.filter((line) => line.every((light) => Math.abs(light - ground) > 30));
          assert.equal(dashes.length, 1, `${text}: ${JSON.stringify(lines)}`);
        }

        await hatched("#layer-0 .dead", 6);
        await hatched(".legend .hatch");
        await click(page, "#tab-waste");
        await hatched(".waste-bar i");
        await click(page, 'input[name="shape"][value="diagram"]');
        await hatched(".k-hidden");
        await picture(page, `diagram-${name}-${theme}`);
        await click(page, 'input[name="shape"][value="treemap"]');
        await click(page, 'input[name="map"][value="stored"]');
        await page.until(() => document.querySelector(".tm-title")?.textContent?.includes("dead"), null);
        // Below the name and away from the edges the one file fills the map.
        await hatched("ls-treemap canvas", 60);
        await hatched(".tm-legend .hatch, ls-treemap .hatch");
        await picture(page, `treemap-${name}-${theme}`);
      }));
  }
}
